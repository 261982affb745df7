import { spawn } from 'node:child_process';
import { argv, execPath } from 'node:process';
import pg from 'pg';
import type { PlainFloorRequest, PlainFloorResult } from './plain-floor.ts';

// A process of its own, as small as one that starts children can be: runs the plain child as often as asked.

const CHILD = [
  '--unshare-all',
  '--die-with-parent',
  ...['--ro-bind', '/', '/', '--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
  ...[execPath, '-e', 'console.error("first line")'],
];

const pool = new pg.Pool({ connectionString: argv[2], max: 8 });
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

/** One child: its line is a row, its result an update of that row. Returns the time to the line's commit in milliseconds. */
async function runOne(): Promise<number> {
  const beganAtMs = performance.now();
  const child = spawn('bwrap', CHILD, { stdio: ['ignore', 'ignore', 'pipe'] });
  const exit = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject));
  const line = await new Promise<string>((resolve) =>
    child.stderr.once('data', (chunk: Buffer) => resolve(`${chunk}`)),
  );
  const { rows } = await pool.query<{ id: string }>(`insert into bench_plain_runs (line) values ($1) returning id`, [
    line,
  ]);
  const latencyMs = performance.now() - beganAtMs;
  await pool.query(`update bench_plain_runs set exit_code = $2 where id = $1`, [rows[0]?.id, await exit]);
  return latencyMs;
}
