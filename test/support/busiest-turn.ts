const SAMPLE_MS = 2;

/**
 * Measures what the longest turn of this thread's event loop took of the processor, in milliseconds. Waiting for a processor that others
 * use counts as nothing, so the result says what the code does and not how busy the machine is.
 */
export function measureBusiestTurn(): { stop(): number } {
  let last = spentMs();
  let longest = 0;
  const sample = (): void => {
    const now = spentMs();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return {
    stop: () => {
      sample();
      clearInterval(timer);
      return longest;
    },
  };
}

function spentMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
