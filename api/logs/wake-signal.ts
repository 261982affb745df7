/** Wakes one waiter; a signal without a waiter is kept for the next wait. */
export interface WakeSignal {
  readonly ring: () => void;
  /** True where it rang, false after `timeoutMs` or once the client is gone. */
  wait(timeoutMs: number): Promise<boolean>;
  close(): void;
}

export function createWakeSignal(signal: AbortSignal): WakeSignal {
  let hasRung = false;
  let wake: ((rang: boolean) => void) | null = null;
  const ring = (): void => {
    hasRung = true;
    wake?.(true);
  };
  const give = (): void => wake?.(false);
  signal.addEventListener('abort', give);
  return {
    ring,
    wait: async (timeoutMs) => {
      const rang =
        hasRung ||
        (!signal.aborted &&
          (await waitForRing(timeoutMs, (resolve) => {
            wake = resolve;
          })));
      wake = null;
      hasRung = false;
      return rang;
    },
    close: () => signal.removeEventListener('abort', give),
  };
}

function waitForRing(timeoutMs: number, register: (resolve: (rang: boolean) => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), timeoutMs);
    register((rang) => {
      clearTimeout(timer);
      resolve(rang);
    });
  });
}
