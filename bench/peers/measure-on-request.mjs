import { randomUUID } from 'node:crypto';

/**
 * Replies to each message `{ count, concurrency, pauseMs }` of the parent with the times to the first committed line and the runs per second,
 * as `plain-floor-main.ts` does: so many runs, so many of them at a time.
 * @param {(id: string, onLine: () => void) => Promise<void>} runOne
 */
export function measureOnRequest(runOne) {
  process.on('message', async ({ count, concurrency, pauseMs }) => {
    const latenciesMs = [];
    let next = 0;
    const beganAtMs = performance.now();
    const lane = async () => {
      while (next++ < count) {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        const startedAtMs = performance.now();
        await runOne(randomUUID(), () => latenciesMs.push(performance.now() - startedAtMs));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, lane));
    process.send({ latenciesMs, perSecond: (count * 1_000) / (performance.now() - beganAtMs) });
  });
  process.send('ready');
}
