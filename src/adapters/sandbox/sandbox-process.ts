import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { ProcessEntry } from '../../base/process/read-process.ts';
import type { Owner } from './owner.ts';
import { readDescendants, signalProcess } from './process-table.ts';
import type { SandboxExit, SandboxProcess } from './sandbox.ts';
import type { Slot, SlotEnd } from './slot.ts';

/** What bubblewrap reports: the init of the pid namespace, and the command's exit code once it was really started. */
interface BubblewrapStatus {
  'child-pid'?: number;
  'exit-code'?: number;
}

const TERMINATE_PAUSE_MS = 50;
/** Codes above it stand for a signal, as in every shell. */
const SIGNAL_BASE = 128;

/** The process of a slot that was told to go. */
export function followProcess(owner: Owner, slot: Slot, onExit: () => void): SandboxProcess {
  const status: BubblewrapStatus = {};
  readStatus(slot, status);
  const closed = Promise.all([slot.stdout, slot.stderr].map(awaitClose));
  const statusClosed = awaitClose(slot.launched.channel);
  let isEnded = false;
  let isTerminating = false;

  const finish = async (): Promise<SandboxExit> => {
    const end = await slot.ended;
    isEnded = true;
    const isOutOfMemory = slot.cgroup?.hasRunOutOfMemory() ?? false;
    await slot.dispose();
    const isOverdue = owner.supervisor.disarm(slot.id);
    await Promise.all([closed, statusClosed]);
    onExit();
    return { ...readEnd(end, status, slot), isOutOfMemory, isOverdue };
  };

  return {
    stdin: slot.stdin,
    stdout: slot.stdout,
    stderr: slot.stderr,
    exited: finish(),
    terminate(graceMs) {
      if (isTerminating || isEnded) return;
      isTerminating = true;
      void terminate(slot, graceMs, () => isEnded);
    },
    extendDeadline: (deadlineMs) => owner.supervisor.extend(slot.id, deadlineMs),
  };
}

function readStatus(slot: Slot, status: BubblewrapStatus): void {
  let text = '';
  slot.launched.channel.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const line = text.slice(0, end);
      // Before bubblewrap's come the answers of the launch script.
      if (line.startsWith('{')) Object.assign(status, JSON.parse(line));
      text = text.slice(end + 1);
    }
  });
}

function awaitClose(stream: Readable): Promise<void> {
  return new Promise((resolve) => stream.once('close', () => resolve()));
}

function readEnd(
  end: SlotEnd,
  status: BubblewrapStatus,
  slot: Slot,
): Pick<SandboxExit, 'exitCode' | 'signal' | 'startFailure'> {
  const code = status['exit-code'];
  if (code !== undefined) {
    const signal = code > SIGNAL_BASE ? signalName(code - SIGNAL_BASE) : null;
    return { exitCode: signal === null ? code : null, signal, startFailure: null };
  }
  // Killed from outside: by terminate, the supervisor, or for want of memory.
  if (end.signal !== null) return { exitCode: null, signal: end.signal, startFailure: null };
  const issues = slot.launched.issues();
  const reason = issues === '' ? 'bubblewrap refused (its reason stands in the log)' : issues;
  return { exitCode: null, signal: null, startFailure: `The sandbox could not be set up: ${reason}.` };
}

function signalName(number: number): string | null {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? null;
}

/** SIGTERM to each process once, also to those that come later; SIGKILL to all when the grace is over. */
async function terminate(slot: Slot, graceMs: number, isEnded: () => boolean): Promise<void> {
  const deadlineAtMs = performance.now() + graceMs;
  const told = new Set<string>();
  while (!isEnded() && performance.now() < deadlineAtMs) {
    for (const entry of processesToNotify(slot.pid)) {
      const name = `${entry.pid} ${entry.startTime}`;
      if (!told.has(name)) signalProcess(entry.pid, 'SIGTERM');
      told.add(name);
    }
    const restMs = Math.max(0, deadlineAtMs - performance.now());
    await new Promise((resolve) => setTimeout(resolve, Math.min(restMs, TERMINATE_PAUSE_MS)));
  }
  if (!isEnded()) signalProcess(slot.pid, 'SIGKILL');
}

/**
 * Everything but bubblewrap's monitor and init, and but a shell that waits for its command: if that shell died first, the
 * whole namespace would go with it and the command would have no grace.
 */
function processesToNotify(monitorPid: number): ProcessEntry[] {
  const all = readDescendants(monitorPid);
  const init = all.find((entry) => entry.parent === monitorPid);
  const parents = new Set(all.map((entry) => entry.parent));
  return all.filter((entry) => entry !== init && !(SHELLS.has(entry.name) && parents.has(entry.pid)));
}

const SHELLS = new Set(['sh', 'dash', 'bash']);
