import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { readFinalStderr } from '../../../base/process/read-final-stderr.ts';
import { LAUNCH_PATH } from '../launch-path.ts';
import type { NetworkOwner } from './network-owner.ts';

const MAX_START_MS = 10_000;

/** The user-mode network stack of one namespace. */
export interface Slirp {
  close(): Promise<void>;
}

/**
 * Connects the network namespace of a process to the internet.
 *
 * It ends with the pipe of `--exit-fd`: when closed, or when the owner dies.
 * @throws Error when it does not come up
 */
export async function attachSlirp(owner: NetworkOwner, pid: number): Promise<Slirp> {
  const child = spawn('slirp4netns', slirpArguments(owner, pid), {
    cwd: '/',
    env: { PATH: LAUNCH_PATH, HUBWRIGHT_SANDBOX_OF: owner.hubId },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  let issues = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    issues = (issues + chunk.toString('utf8')).slice(-1_000);
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const [, , , exitPipe, readyPipe] = child.stdio;
  const timer = setTimeout(() => child.kill('SIGKILL'), MAX_START_MS);
  const isReady = await Promise.race([
    once(readyPipe as Readable, 'data').then(() => true),
    exited.then(() => false),
  ]).finally(() => clearTimeout(timer));
  if (!isReady) {
    await readFinalStderr(child);
    throw new Error(explain(issues.trim()));
  }
  return {
    async close() {
      exitPipe?.destroy();
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function explain(issues: string): string {
  if (!issues.includes('/dev/net/tun')) return `slirp4netns did not start: ${issues}`;
  return (
    'this user can not open /dev/net/tun: run "modprobe tun && chmod 666 /dev/net/tun" as root, ' +
    'or start the container that the hub is in with "--device /dev/net/tun"'
  );
}

function slirpArguments(owner: NetworkOwner, pid: number): string[] {
  const hardening = owner.sandboxUid === null ? [] : ['--enable-sandbox', '--enable-seccomp'];
  return [
    ...['--configure', '--mtu=65520', '--disable-host-loopback', ...hardening],
    ...['--exit-fd=3', '--ready-fd=4', String(pid), 'tap0'],
  ];
}
