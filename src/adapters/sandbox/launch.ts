import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { readFinalStderr } from '../../base/process/read-final-stderr.ts';
import { LAUNCH_PATH } from './launch-path.ts';
import type { NetworkKind } from './network/network-kind.ts';
import type { Owner } from './owner.ts';
import type { SandboxCgroup } from './owner-cgroups.ts';

const SCRIPT = fileURLToPath(new URL('./launch.sh', import.meta.url));
const CLOSE_ON_EXEC = 0o2000000;
const MAX_RESPONSE_MS = 15_000;
const KEPT_ISSUE_CHARACTERS = 2_000;

export interface LaunchSettings {
  readonly cgroup: SandboxCgroup | null;
  readonly network?: NetworkKind;
  readonly diskBytes?: number;
}

/** A process of `launch.sh` that answers on its channel. */
export interface LaunchedProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly channel: Duplex;
  /** What the script said on its way to a failure. */
  readonly issues: () => string;
  /** Waits for one line of the script. @throws Error with the script's own words where it ended before. */
  answer(expected: string): Promise<void>;
}

/** Starts a stage of `launch.sh` for this owner. */
export function launch(owner: Owner, stage: string, settings: LaunchSettings): LaunchedProcess {
  const child = spawn('/bin/sh', [SCRIPT, stage], {
    cwd: '/',
    env: launchEnvironment(owner, settings),
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  });
  child.on('error', () => undefined);
  let issues = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    issues = (issues + chunk.toString('utf8')).slice(-KEPT_ISSUE_CHARACTERS);
  });
  const channel = child.stdio[3] as Duplex;
  channel.on('error', () => undefined);
  return {
    child,
    pid: child.pid ?? 0,
    channel,
    issues: () => issues.trim(),
    answer: (expected) => awaitResponse(child, channel, expected, () => issues.trim()),
  };
}

/** The environment of the script; holds no secret, everybody on the host may read it. */
function launchEnvironment(owner: Owner, settings: LaunchSettings): Record<string, string> {
  return {
    PATH: LAUNCH_PATH,
    LC_ALL: 'C',
    HUBWRIGHT_SANDBOX_OF: owner.hubId,
    STRAY_DESCRIPTORS: owner.strayDescriptors.join(' '),
    CGROUP_PROCS: settings.cgroup?.joinFiles.join('\n') ?? '',
    USER_NAMESPACE_PID: owner.userNamespacePid === null ? '' : String(owner.userNamespacePid),
    SANDBOX_UID: owner.sandboxUid === null ? '' : String(owner.sandboxUid),
    OWNER_DIRECTORY: owner.directory,
    OWNER_SECCOMP: `${owner.directory}/seccomp.bpf`,
    COPY_METHOD: owner.copyMethod,
    NETWORK: settings.network ?? 'none',
    DISK_BYTES: String(settings.diskBytes ?? 0),
  };
}

/** Descriptors that this process would hand on to every child: those without close-on-exec above the standard ones. */
export function findStrayDescriptors(): number[] {
  return readdirSync('/proc/self/fdinfo')
    .map(Number)
    .filter((fd) => fd > 2 && isInherited(fd));
}

function isInherited(fd: number): boolean {
  try {
    const flags = /^flags:\s+([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? '';
    return (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0;
  } catch {
    return false;
  }
}

async function awaitResponse(
  child: ChildProcess,
  channel: Duplex,
  expected: string,
  issues: () => string,
): Promise<void> {
  const stop = new AbortController();
  const exited = async (): Promise<never> => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit', { signal: stop.signal });
    await readFinalStderr(child);
    throw new Error(issues() || `the launch script ended before it was ${expected}`);
  };
  const timer = setTimeout(() => child.kill('SIGKILL'), MAX_RESPONSE_MS);
  try {
    await Promise.race([readLine(channel, expected, stop.signal), exited()]);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

/** The script answers once to each order that asks for it, so a line never comes in two parts with another's. */
async function readLine(channel: Duplex, expected: string, signal: AbortSignal): Promise<void> {
  for (let text = ''; text !== `${expected}\n`; ) {
    const [chunk] = (await once(channel, 'data', { signal })) as [Buffer];
    text += chunk.toString('utf8');
  }
}
