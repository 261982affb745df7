import { PROGRESS_CHANNEL } from '../../contracts/task-queues.ts';
import type { Sql } from '../../db/sql.ts';
import { kindLetter, type LogLine } from './log-line.ts';

/** Where lines go; writes are fenced by the attempt. */
export type LogTarget =
  | { readonly kind: 'run'; readonly runId: number; readonly attemptId: number; readonly logDay: string }
  | { readonly kind: 'build'; readonly releaseId: number; readonly attemptId: number };

/** Stores consecutive lines as one chunk; false where the attempt has ended, and then nothing was written. */
export async function storeLogChunk(sql: Sql, target: LogTarget, lines: readonly LogLine[]): Promise<boolean> {
  const first = lines[0] as LogLine;
  const last = lines[lines.length - 1] as LogLine;
  const text = lines.map((line) => line.text).join('\n');
  const chunk = [
    target.attemptId,
    first.number,
    last.number,
    first.at,
    lines.map((line) => line.at.getTime() - first.at.getTime()),
    lines.map((line) => kindLetter(line.kind)).join(''),
    text,
    Buffer.byteLength(text),
    target.kind === 'run' ? target.runId : target.releaseId,
  ];
  const rows =
    target.kind === 'run'
      ? await sql.query<{ first_line: number }>(INSERT_RUN_CHUNK, [...chunk, target.logDay])
      : await sql.query<{ first_line: number }>(INSERT_BUILD_CHUNK, chunk);
  return rows.length === 1;
}

// A chunk that was stored before its answer got lost is stored again unchanged: the conflict is no fault.
const INSERT_RUN_CHUNK = `
  with live as (select 1 from attempts where id = $1 and finished_at is null for share),
  stored as (
    insert into log_chunks (log_day, run_id, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)
    select $10::date, $9::bigint, $2, $3, $4, $5::integer[], $6, $7, $8 from live
    on conflict (log_day, run_id, first_line) do update set size_bytes = excluded.size_bytes
    returning first_line
  )
  select first_line, pg_notify('${PROGRESS_CHANNEL}', 'run:' || $9::text) from stored`;

const INSERT_BUILD_CHUNK = `
  with live as (select 1 from attempts where id = $1 and finished_at is null for share),
  stored as (
    insert into build_log_chunks (release_id, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)
    select $9::bigint, $2, $3, $4, $5::integer[], $6, $7, $8 from live
    on conflict (release_id, first_line) do update set size_bytes = excluded.size_bytes
    returning first_line
  )
  select first_line, pg_notify('${PROGRESS_CHANNEL}', 'release:' || $9::text) from stored`;
