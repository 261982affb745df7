import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import { connect, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../errors/app-error.ts';
import { LAUNCH_PATH } from '../launch-path.ts';
import type { Owner } from '../owner.ts';
import { followLaunch, type Launcher, type LaunchRequest } from './launched-process.ts';

export type LauncherOwner = Pick<
  Owner,
  'hubId' | 'directory' | 'sandboxUid' | 'userNamespacePid' | 'copyMethod' | 'cgroups' | 'log'
>;

const SCRIPT = fileURLToPath(new URL('./launcher.pl', import.meta.url));
const RESTART_PAUSE_MS = 200;
const CLOSE_TIMEOUT_MS = 5_000;

/**
 * Starts the launcher of an owner. When it dies, all that it launched dies with it, and another one takes its place.
 * @throws AppError `sandbox_unavailable`
 */
export async function startLauncher(owner: LauncherOwner): Promise<Launcher> {
  const cgroup = (await owner.cgroups?.create('launcher')) ?? null;
  // A socket's path is short; the owner's directory may be deep.
  const directory = openSync(owner.directory, constants.O_RDONLY | constants.O_DIRECTORY);
  const path = `/proc/self/fd/${directory}/launcher.sock`;
  let isClosed = false;
  const start = (): ChildProcess => spawnLauncher(owner, cgroup?.joinFiles ?? [], onExit);
  let child = start();
  let ready = untilReady(child);

  function onExit(): void {
    if (isClosed) return;
    owner.log('error', 'the launcher of the sandboxes ended with what it had launched, and is started again');
    ready = delay(RESTART_PAUSE_MS, undefined, { ref: false }).then(() => {
      child = start();
      return untilReady(child);
    });
    ready.catch(() => undefined);
  }

  if (!(await ready)) {
    isClosed = true;
    throw new AppError('sandbox_unavailable', 'The launcher of the sandboxes did not start.');
  }
  return {
    async launch(request) {
      await ready;
      const channel = connect({ path, allowHalfOpen: true });
      channel.on('error', () => undefined);
      channel.write(headerOf(request));
      return followLaunch(channel, () => child.kill('SIGKILL'));
    },
    async close() {
      isClosed = true;
      await ready.catch(() => undefined);
      await end(child);
      closeSync(directory);
      await cgroup?.remove();
    },
  };
}

/** In a session of its own, so that what ends the owner's group does not end it; with its standard input it ends. */
function spawnLauncher(owner: LauncherOwner, joinFiles: readonly string[], onExit: () => void): ChildProcess {
  const { directory, sandboxUid, userNamespacePid, copyMethod } = owner;
  const child = spawn(
    'perl',
    [SCRIPT, directory, String(sandboxUid ?? ''), String(userNamespacePid ?? ''), copyMethod, ...joinFiles],
    {
      cwd: '/',
      env: { PATH: LAUNCH_PATH, LC_ALL: 'C', HUBWRIGHT_SANDBOX_OF: owner.hubId },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  child.once('exit', onExit);
  child.once('error', onExit);
  child.stdin?.on('error', () => undefined);
  child.stderr?.on('data', (chunk: Buffer) => owner.log('error', `the launcher of the sandboxes: ${chunk}`.trim()));
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();
  return child;
}

async function untilReady(child: ChildProcess): Promise<boolean> {
  if (child.stdout instanceof Socket) child.stdout.ref();
  const isReady = await Promise.race([
    once(child.stdout as Readable, 'data').then(() => true),
    once(child, 'exit').then(
      () => false,
      () => false,
    ),
  ]);
  if (child.stdout instanceof Socket) child.stdout.unref();
  return isReady;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exit = once(child, 'exit');
  child.stdin?.destroy();
  const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_TIMEOUT_MS);
  await exit;
  clearTimeout(timer);
}

function headerOf({ stage, network, diskBytes, joinFiles, networkJoinFiles }: LaunchRequest): string {
  const lines = [
    `stage ${stage}`,
    `network ${network}`,
    `disk ${diskBytes}`,
    ...joinFiles.map((file) => `cgroup ${file}`),
    ...networkJoinFiles.map((file) => `network-cgroup ${file}`),
  ];
  return `${lines.join('\n')}\n\n`;
}
