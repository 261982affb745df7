import type { Readable } from 'node:stream';
import { awaitedLater } from '../../base/process/awaited-later.ts';
import type { ProcessEntry } from '../../base/process/read-process.ts';
import type { LaunchEnd } from './launcher/launched-process.ts';
import type { Owner } from './owner.ts';
import { readDescendants, signalProcess } from './process-table.ts';
import type { SandboxExit, SandboxProcess } from './sandbox.ts';
import { signalName } from './signal-name.ts';
import type { Slot } from './slot.ts';

const TERMINATE_PAUSE_MS = 50;
/** Codes above it mean a signal, as in every shell. */
const SIGNAL_BASE = 128;

/** The process of a slot that was asked to end. */
export function followProcess(owner: Owner, slot: Slot, onExit: () => void): SandboxProcess {
  const closed = Promise.all([slot.stdout, slot.stderr].map(awaitClose));
  let isEnded = false;
  let isTerminating = false;

  const finish = async (): Promise<SandboxExit> => {
    const end = await slot.ended;
    isEnded = true;
    const isOutOfMemory = slot.cgroup?.hasRunOutOfMemory() ?? false;
    await slot.dispose();
    const isOverdue = owner.supervisor.disarm(slot.id);
    await closed;
    onExit();
    return { ...readEnd(end, slot), isOutOfMemory, isOverdue };
  };

  return {
    stdin: slot.stdin,
    stdout: slot.stdout,
    stderr: slot.stderr,
    exited: awaitedLater(finish()),
    terminate(graceMs) {
      if (isTerminating || isEnded) return;
      isTerminating = true;
      void terminate(slot, graceMs, () => isEnded);
    },
    extendDeadline: (deadlineMs) => owner.supervisor.extend(slot.id, deadlineMs),
  };
}

function awaitClose(stream: Readable): Promise<void> {
  return new Promise((resolve) => stream.once('close', () => resolve()));
}

function readEnd(end: LaunchEnd, slot: Slot): Pick<SandboxExit, 'exitCode' | 'signal' | 'startFailure'> {
  const { launched } = slot;
  const code = launched.status['exit-code'];
  if (code !== undefined) {
    const signal = code > SIGNAL_BASE ? signalName(code - SIGNAL_BASE) : null;
    return { exitCode: signal === null ? code : null, signal, startFailure: null };
  }
  // Killed from outside: by terminate, the supervisor, or for want of memory.
  if (end.signal !== null) return { exitCode: null, signal: signalName(end.signal), startFailure: null };
  if (end.exitCode === null && launched.failure() === '')
    return { exitCode: null, signal: null, startFailure: LAUNCHER_ENDED };
  const reason = launched.failure() || 'bubblewrap refused (its reason stands in the log)';
  return { exitCode: null, signal: null, startFailure: `The sandbox could not be set up: ${reason}.` };
}

/** It reports the end of what it launched, and takes it along when it dies itself. */
const LAUNCHER_ENDED = 'The process that launches sandboxes on this worker ended, and this one with it.';

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
