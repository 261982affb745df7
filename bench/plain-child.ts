import { spawn } from 'node:child_process';
import { execPath } from 'node:process';

const COMMAND = [
  '--unshare-all',
  '--die-with-parent',
  ...['--ro-bind', '/', '/', '--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
  ...[execPath, '-e', 'console.error("first line")'],
];

/** What a pool of `pg` returns; peers have their own. */
export interface LineDatabase {
  query(text: string, values: unknown[]): Promise<{ rows: { id?: unknown }[] }>;
}

/**
 * Runs the child of all floors and peers in plain bubblewrap: its first stderr line is a row of `bench_plain_runs`, its exit code an update
 * of that row. `onLine` is called once the line is committed.
 */
export async function runPlainChild(db: LineDatabase, onLine: () => void): Promise<void> {
  const child = spawn('bwrap', COMMAND, { stdio: ['ignore', 'ignore', 'pipe'] });
  const exit = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject));
  const line = await new Promise<string>((resolve) => child.stderr.once('data', (chunk) => resolve(`${chunk}`)));
  const { rows } = await db.query('insert into bench_plain_runs (line) values ($1) returning id', [line]);
  onLine();
  await db.query('update bench_plain_runs set exit_code = $2 where id = $1', [rows[0]?.id, await exit]);
}
