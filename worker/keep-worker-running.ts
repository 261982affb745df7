import type { Worker } from '@temporalio/worker';

export interface KeptWorker {
  /** Resolves when the worker in use has stopped polling and its tasks have ended. */
  shutdown(): Promise<void>;
}

export interface KeepWorkerOptions {
  readonly create: () => Promise<Worker>;
  readonly onError: (error: unknown) => void;
}

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;

/** Runs a Temporal worker, and another one after it where it fails (Temporal away for long), with back-off. */
export async function keepWorkerRunning(options: KeepWorkerOptions): Promise<KeptWorker> {
  let worker = await options.create();
  let isStopping = false;
  const loop = async (): Promise<void> => {
    let delayMs = FIRST_DELAY_MS;
    while (!isStopping) {
      try {
        await worker.run();
        delayMs = FIRST_DELAY_MS;
      } catch (error) {
        options.onError(error);
      }
      if (isStopping) return;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS);
      worker = await renew(options, worker);
    }
  };
  const done = loop();
  return {
    shutdown: async () => {
      isStopping = true;
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    },
  };
}

async function renew(options: KeepWorkerOptions, old: Worker): Promise<Worker> {
  try {
    return await options.create();
  } catch (error) {
    options.onError(error);
    return old;
  }
}
