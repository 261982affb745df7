import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { INNER_UID } from './bubblewrap-arguments.ts';
import { SLIRP } from './network/network-files.ts';

/** What toolchains and TLS need of the host's /etc; nothing that may hold a password. */
const COPIED = [
  'alternatives',
  'ca-certificates',
  'ca-certificates.conf',
  'crypto-policies',
  'host.conf',
  'java',
  'java-8-openjdk',
  'java-11-openjdk',
  'java-17-openjdk',
  'java-21-openjdk',
  'java-25-openjdk',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'localtime',
  'maven',
  'mime.types',
  'os-release',
  'php',
  'pki/ca-trust',
  'pki/java',
  'pki/tls/certs',
  'protocols',
  'python3',
  'python3.11',
  'python3.12',
  'python3.13',
  'services',
  'ssl/certs',
  'ssl/openssl.cnf',
  'terminfo',
  'timezone',
];

/** A client's settings may hold a credential. */
const REMOVED = ['maven/settings.xml'];

/** Makes the /etc of all sandboxes of an owner in `directory`. */
export function createInnerEtc(directory: string): void {
  mkdirSync(directory, { mode: 0o755 });
  const present = COPIED.filter((name) => existsSync(join('/etc', name)));
  // Its exit code reports files that this user may not read, which no sandbox may have either.
  spawnSync('cp', ['-a', '--parents', '--', ...present, directory], { cwd: '/etc', stdio: 'ignore' });
  for (const name of REMOVED) rmSync(join(directory, name), { recursive: true, force: true });
  for (const [name, text] of Object.entries(generated())) {
    rmSync(join(directory, name), { force: true });
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text, { mode: 0o644 });
  }
}

function generated(): Record<string, string> {
  return {
    passwd: `root:x:0:0:root:/nonexistent:/usr/sbin/nologin\nhubwright:x:${INNER_UID}:${INNER_UID}::/hub/home:/bin/sh\n`,
    group: `root:x:0:\nhubwright:x:${INNER_UID}:\n`,
    hosts: '127.0.0.1 localhost sandbox\n::1 localhost\n',
    hostname: 'sandbox\n',
    'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n',
    'resolv.conf': `nameserver ${SLIRP.nameServer}\n`,
  };
}
