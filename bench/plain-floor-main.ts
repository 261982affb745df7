import { argv } from 'node:process';
import pg from 'pg';
import { runPlainChild } from './plain-child.ts';
import type { PlainFloorRequest, PlainFloorResult } from './plain-floor.ts';

// A process of its own, as small as one that starts children can be: runs the plain child as often as asked.

const pool = new pg.Pool({ connectionString: argv[2], max: 8 });
// It ends with the server where that is stopped first.
pool.on('error', () => {});
await pool.query(
  `create table if not exists bench_plain_runs (id bigint generated always as identity primary key, line text, exit_code int)`,
);
process.on('message', (request: PlainFloorRequest) => void measure(request).then((result) => process.send?.(result)));
process.send?.('ready');

async function measure({ count, concurrency, pauseMs }: PlainFloorRequest): Promise<PlainFloorResult> {
  const latenciesMs: number[] = [];
  let next = 0;
  const beganAtMs = performance.now();
  const lane = async (): Promise<void> => {
    while (next++ < count) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      latenciesMs.push(await runOne());
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return { latenciesMs, perSecond: (count * 1_000) / (performance.now() - beganAtMs) };
}

/** Returns the time to the line's commit in milliseconds. */
async function runOne(): Promise<number> {
  const beganAtMs = performance.now();
  let latencyMs = Number.NaN;
  await runPlainChild(pool, () => {
    latencyMs = performance.now() - beganAtMs;
  });
  return latencyMs;
}
