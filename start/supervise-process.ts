import { setTimeout as delay } from 'node:timers/promises';
import type { ManagedProcess, ProcessExit } from './managed-process.ts';
import { signalGroup } from './process-identity.ts';
import { failureSentence } from './start-failure.ts';

/** A component that is started again when it dies. */
export interface SupervisedProcess<Part extends ManagedProcess> {
  /** The component as it runs now, or as it last ran. */
  current(): Part;
  /** Ends it permanently: sends its stop signal, and kills it after `graceMs`. */
  stop(graceMs: number): Promise<void>;
  /** Kills it permanently, at once. */
  kill(): void;
}

const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 30_000;
const STEADY_MS = 60_000;

/** Starts a component and rejects if its first start fails. From then on starts it again with back-off, and reports each restart in one sentence. */
export async function superviseProcess<Part extends ManagedProcess>(
  name: string,
  start: () => Promise<Part>,
  say: (line: string) => void,
): Promise<SupervisedProcess<Part>> {
  let part = await start();
  const ending = new AbortController();
  let stopping: Promise<void> | undefined;
  const watch = watchPart(
    name,
    start,
    say,
    ending.signal,
    () => part,
    (next) => {
      part = next;
    },
  );
  return {
    current: () => part,
    stop: (graceMs) => {
      stopping ??= endPart(ending, () => part, watch, graceMs);
      return stopping;
    },
    kill: () => {
      ending.abort();
      signalGroup(part.pid, 'SIGKILL');
    },
  };
}

async function endPart(
  ending: AbortController,
  part: () => ManagedProcess,
  watch: Promise<void>,
  graceMs: number,
): Promise<void> {
  ending.abort();
  await part().stop(graceMs);
  await watch;
}

async function watchPart<Part extends ManagedProcess>(
  name: string,
  start: () => Promise<Part>,
  say: (line: string) => void,
  ending: AbortSignal,
  get: () => Part,
  set: (part: Part) => void,
): Promise<void> {
  let delayMs = FIRST_DELAY_MS;
  while (true) {
    const begin = performance.now();
    const exit = await get().exited;
    if (ending.aborted) return;
    if (performance.now() - begin > STEADY_MS) delayMs = FIRST_DELAY_MS;
    let isBack = false;
    while (!isBack) {
      await delay(delayMs, undefined, { signal: ending }).catch(() => {});
      if (ending.aborted) return;
      const waitedMs = delayMs;
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS);
      isBack = await startAgain(name, start, say, ending, set, exit, waitedMs);
    }
  }
}

async function startAgain<Part extends ManagedProcess>(
  name: string,
  start: () => Promise<Part>,
  say: (line: string) => void,
  ending: AbortSignal,
  set: (part: Part) => void,
  exit: ProcessExit,
  waitedMs: number,
): Promise<boolean> {
  try {
    const part = await start();
    set(part);
    if (ending.aborted) await part.stop(0);
    else say(`${name} ended (${exit.signal ?? `exit code ${exit.code}`}) and was started again after ${waitedMs} ms.`);
    return true;
  } catch (error) {
    if (!ending.aborted) say(`${name} ended and could not be started again yet: ${failureSentence(error)}`);
    return false;
  }
}
