const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

let isEnding = false;

/** Resolves at the first SIGTERM or SIGINT. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) {
      process.once(signal, () => {
        isEnding = true;
        resolve(signal);
      });
    }
  });
}

/** Ends this process as SIGTERM does, from within. False where nothing waits for a signal yet, so that there is nothing to end in order. */
export function endAsSignalled(): boolean {
  return isEnding || process.emit('SIGTERM', 'SIGTERM');
}
