import type { Logger } from 'pino';

export interface RepeatedPass {
  /** Waits for the pass under way. */
  stop(): Promise<void>;
}

export interface RepeatPassOptions {
  /** For the hub's log: `a pass over the artifacts`. */
  readonly name: string;
  readonly everyMs: number;
  /** `signal` is aborted where the worker stops. */
  readonly pass: (signal: AbortSignal) => Promise<void>;
}

/** Does a pass now and then again and again, one at a time; one that fails is told and tried again. */
export function repeatPass({ name, everyMs, pass }: RepeatPassOptions, logger: Logger): RepeatedPass {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  const start = (): void => {
    running ??= pass(stopping.signal)
      .catch((error: unknown) => {
        const sentence = error instanceof Error ? error.message : String(error);
        logger.warn({ error: sentence }, `${name} failed; it is tried again`);
      })
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(start, everyMs);
  start();
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
