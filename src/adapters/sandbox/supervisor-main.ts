import { rmdir } from 'node:fs/promises';
import { flushCompileCache } from 'node:module';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { writeErrorLine } from '../../base/logging/write-error-line.ts';
import { onUnhandledError } from '../../base/process/on-unhandled-error.ts';
import { killCgroups } from './kill-cgroups.ts';
import { killTarget } from './kill-target.ts';
import { type EngineTraces, type KillTarget, monotonicMs, type SupervisorMessage } from './supervisor-protocol.ts';

// A process of its own for one owner: kills a sandbox at its deadline, and everything at once when the pipe from the owner ends, which
// a dead or frozen owner can't do. Arguments: the owner's name, for operators who list the
// processes, and its cgroups. Ends by itself once the pipe has ended and nothing is left.

interface Guarded {
  readonly target: KillTarget;
  deadlineAtMs: number;
}

const COMPONENT = 'supervisor';
/** A sandbox that could not be killed is tried again after this. */
const RETRY_MS = 500;

const [ownerName = '', engineText = 'null', ...ownerCgroups] = process.argv.slice(2);
const engine = JSON.parse(engineText) as EngineTraces | null;
const guarded = new Map<string, Guarded>();
// Only where sandboxes are containers, and then before anything has to be killed.
const containers = engine === null ? null : await import('./container/kill-containers.ts');
let isOwnerGone = false;

// While the owner lives, it starts another one, which gets all that was armed.
onUnhandledError(COMPONENT, () => {
  if (isOwnerGone) void killEverything().finally(() => process.exit(1));
  else process.exit(1);
});

// The owner's terminal or process group must not take its supervisor along.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGPIPE'] as const) process.on(signal, () => undefined);

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => handle(JSON.parse(line) as SupervisorMessage));
lines.on('close', () => {
  isOwnerGone = true;
  clearInterval(timer);
  void killEverything();
});
const timer = setInterval(killOverdue, 100);
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.stdout.write('ready\n');
flushCompileCache();

function handle(message: SupervisorMessage): void {
  if (message.op === 'arm') guarded.set(message.id, { target: message.target, deadlineAtMs: message.deadlineAtMs });
  else if (message.op === 'disarm') guarded.delete(message.id);
  else {
    const entry = guarded.get(message.id);
    if (entry !== undefined) entry.deadlineAtMs = message.deadlineAtMs;
  }
}

function killOverdue(): void {
  const nowMs = monotonicMs();
  for (const [id, entry] of guarded) {
    if (entry.deadlineAtMs > nowMs) continue;
    guarded.delete(id);
    kill(entry.target).catch((error: unknown) => {
      report(error);
      guarded.set(id, { target: entry.target, deadlineAtMs: monotonicMs() + RETRY_MS });
    });
  }
}

function report(error: unknown): void {
  writeErrorLine({ component: COMPONENT, error, message: 'A sandbox could not be killed.' });
}

async function kill(target: KillTarget): Promise<void> {
  if (target.container !== undefined) await containers?.endContainer(target.container);
  await killTarget(target);
}

async function killEverything(): Promise<void> {
  const targets = [...guarded.values()].map(({ target }) => target);
  const kills = await Promise.allSettled([...targets.map(kill), killCgroups(ownerCgroups)]);
  for (const outcome of kills) if (outcome.status === 'rejected') report(outcome.reason);
  if (engine !== null) await containers?.clearEngine(engine, ownerName);
  // The directory of the hub, unless another owner is in it.
  await Promise.all(ownerCgroups.map((directory) => rmdir(dirname(directory)).catch(() => undefined)));
}
