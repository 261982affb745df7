import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { REPOSITORY } from './sandbox-harness.ts';

interface Start {
  readonly refusal: string | null;
  readonly logged: readonly string[];
  readonly stdout?: string;
}

const USER = 'setpriv --reuid 64701 --regid 64701 --clear-groups --inh-caps=-all';

/** What is taken away from the host, in a mount namespace of the child alone; `$@` is the worker. */
const MISSING = {
  slirp: `mount --bind /dev/null "$(command -v slirp4netns)" && exec "$@"`,
  tun: `mount -t tmpfs tmpfs /dev/net && exec "$@"`,
  cgroups: `umount --recursive --lazy /sys/fs/cgroup && exec "$@"`,
  overlays: `mount -t tmpfs tmpfs /usr/local/sbin && cd /usr/local/sbin &&
    printf '#!/bin/sh\\ncase "$*" in *overlay*) exit 32 ;; esac\\nexec /usr/bin/mount "$@"\\n' >mount && chmod 755 mount && cd /mnt && exec "$@"`,
  userNamespaces: `unshare --user sleep 5 >/dev/null 2>&1 & until echo 0 0 70000 >/proc/$!/uid_map; do sleep 0.01; done 2>/dev/null
    echo 0 0 70000 >/proc/$!/gid_map && exec nsenter --user --target $! --setuid 0 --setgid 0 sh -c '
    echo 0 >/proc/sys/user/max_user_namespaces && exec ${USER} "$@"' sh "$@"`,
  root: `exec ${USER} "$@"`,
} as const;

describe('a worker on a host that lacks something', function refusals() {
  this.timeout(60_000);
  let folder: string;

  beforeEach(function () {
    if (process.getuid?.() !== 0) return this.skip();
    folder = mkdtempSync(join(tmpdir(), 'hubwright-refusals-'));
    for (const name of ['', 'data', 'release', 'release/app', 'release/home']) {
      if (!existsSync(join(folder, name))) mkdirSync(join(folder, name));
    }
    writeFileSync(join(folder, 'release/app/file'), 'content');
    execFileSync('chown', ['-R', '64701:64701', folder]);
  });
  afterEach(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  async function start(missing: keyof typeof MISSING, cgroup = 'required'): Promise<Start> {
    const worker = ['node_modules/node/bin/node', 'test/integration/sandbox/check-main.ts'];
    const script = `mount --bind ${REPOSITORY} /mnt && cd /mnt && ${MISSING[missing]}`;
    const rest = [script, 'sh', ...worker, join(folder, 'data'), cgroup, join(folder, 'release')];
    const child = spawn('unshare', ['--mount', 'sh', '-c', ...rest], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    await once(child, 'close');
    return JSON.parse(output) as Start;
  }

  it('names a missing program and the command that installs it', async () => {
    expect((await start('slirp')).refusal).to.match(/needs slirp4netns, .*run "apt-get install slirp4netns" as root/);
  });

  it('names the device that the network needs, and how to have it', async () => {
    expect((await start('tun')).refusal).to.match(
      /can not open \/dev\/net\/tun.*modprobe tun.*--device \/dev\/net\/tun/,
    );
  });

  it('asks for delegation, or for the setting that accepts limits per process, where it can make no cgroups', async () => {
    const { refusal } = await start('cgroups');
    expect(refusal).to.match(/No writable cgroup.*Delegate=yes.*HUBWRIGHT_CGROUPS=rlimits-accepted/);
  });

  it('starts without cgroups where that setting says so, and warns', async () => {
    const { refusal, logged, stdout } = await start('cgroups', 'rlimits-accepted');
    expect({ refusal, stdout }).to.deep.equal({ refusal: null, stdout: 'file\n' });
    expect(logged.join('\n')).to.match(/warn: no cgroups.*for each process/);
  });

  it('leaves an ordinary user without user namespaces to containers, or to root', async () => {
    expect((await start('userNamespaces', 'rlimits-accepted')).refusal).to.match(
      /may not make user namespaces.*only containers work.*unprivileged_userns_clone.*as root/,
    );
  });

  it('asks an ordinary user for delegation too', async () => {
    expect((await start('root')).refusal).to.match(/No writable cgroup.*Delegate=yes/);
  });

  it('copies releases where overlays do not work, and says that it is slower', async () => {
    const { refusal, logged, stdout } = await start('overlays');
    expect({ refusal, stdout }).to.deep.equal({ refusal: null, stdout: 'file\n' });
    expect(logged.join('\n')).to.match(/warn: overlayfs does not work here.*slower/);
    expect(existsSync(join(folder, 'release/app/written')), 'the release stays as it was').to.equal(false);
  });
});
