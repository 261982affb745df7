import { spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from './sandbox-harness.ts';

export interface MochaResult {
  readonly passed: number;
  readonly failures: readonly string[];
  readonly output: string;
}

/** An ordinary uid without an account, other than the sandbox's own. */
const ORDINARY_UID = 64_701;
/** A directory of every system; the repository, which may lie under a home of mode 0700, is bound there for the child alone. */
const REACHABLE = '/mnt';

/** Runs test files as an ordinary user; needs root. */
export async function runMochaAsUser(files: readonly string[]): Promise<MochaResult> {
  const temporary = mkdtempSync(join(tmpdir(), 'hubwright-user-'));
  chownSync(temporary, ORDINARY_UID, ORDINARY_UID);
  try {
    return await run(files, temporary);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** /dev/net/tun is for everybody on most systems; where it is not, the child gets one that is. */
const SCRIPT = `
  test -w /dev/net/tun -a "$(stat -c %a /dev/net/tun)" = 666 || {
    mount -t tmpfs tmpfs /dev/net && mknod -m 666 /dev/net/tun c 10 200 || exit 1
  }
  mount --bind "$1" ${REACHABLE} && cd ${REACHABLE} || exit 1
  shift
  exec setpriv --reuid ${ORDINARY_UID} --regid ${ORDINARY_UID} --clear-groups --inh-caps=-all "$@"`;

async function run(files: readonly string[], temporary: string): Promise<MochaResult> {
  const node = join(REACHABLE, 'node_modules/node/bin/node');
  const mocha = [node, join(REACHABLE, 'node_modules/mocha/bin/mocha.js'), '--no-config', '--timeout', '60000'];
  const command = [...mocha, '--reporter', 'json', ...files];
  const child = spawn('unshare', ['--mount', '/bin/sh', '-c', SCRIPT, 'sh', REPOSITORY, ...command], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: temporary, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let issues = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    issues += chunk.toString('utf8');
  });
  await new Promise((resolve) => child.once('close', resolve));
  return parse(output, issues);
}

interface MochaReport {
  readonly stats: { readonly passes: number };
  readonly failures: readonly { readonly fullTitle: string; readonly err: { readonly message?: string } }[];
}

function parse(output: string, issues: string): MochaResult {
  const start = output.indexOf('{');
  if (start < 0) return { passed: 0, failures: [`no report: ${output}${issues}`], output };
  const report = JSON.parse(output.slice(start)) as MochaReport;
  return {
    passed: report.stats.passes,
    failures: report.failures.map(({ fullTitle, err }) => `${fullTitle}: ${err.message ?? ''}`),
    output,
  };
}
