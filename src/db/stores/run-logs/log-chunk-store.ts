import { PROGRESS_CHANNEL } from '../../../contracts/task-queues.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import type { LogSource, LogTarget } from './log-source.ts';

/** Consecutive lines as they are stored together. */
export interface NewLogChunk {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly firstLineAt: Date;
  /** Of each line, milliseconds after the first. */
  readonly lineMillis: readonly number[];
  /** One letter for each line. */
  readonly kinds: string;
  /** The lines, joined by line feeds. */
  readonly text: string;
}

// A chunk that was stored before its confirmation was lost is stored again unchanged: the conflict is expected.
const insertInto = (table: string, key: string, keyValues: string, subject: string) =>
  statement<{ first_line: number }>(`
    with live as (select 1 from attempts where id = $1 and finished_at is null for share),
    stored as (
      insert into ${table} (${key}, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)
      select ${keyValues}, $2, $3, $4, $5::integer[], $6, $7, $8 from live
      on conflict (${key}, first_line) do update set size_bytes = excluded.size_bytes
      returning first_line
    )
    select first_line, pg_notify('${PROGRESS_CHANNEL}', '${subject}:' || $9::text) from stored`);

const INSERT = {
  run: insertInto('log_chunks', 'log_day, run_id', '$10::date, $9::bigint', 'run'),
  build: insertInto('build_log_chunks', 'release_id', '$9::bigint', 'release'),
};

/** Stores a chunk, again where it is stored already; false where the attempt has ended, and then nothing was written. */
export async function insertLogChunk(sql: Sql, target: LogTarget, chunk: NewLogChunk): Promise<boolean> {
  const { firstLine, lastLine, firstLineAt, lineMillis, kinds, text } = chunk;
  const row = [target.attemptId, firstLine, lastLine, firstLineAt, lineMillis, kinds, text, Buffer.byteLength(text)];
  const values = target.kind === 'run' ? [...row, target.runId, target.logDay] : [...row, target.releaseId];
  return (await sql.query(INSERT[target.kind], values)).length === 1;
}

export interface LogChunkRow {
  readonly first_line: number;
  readonly first_line_at: Date;
  readonly line_millis: readonly number[];
  readonly kinds: string;
  readonly text: string;
}

const COLUMNS = 'first_line, first_line_at, line_millis, kinds, text';
const CHUNKS_AT_ONCE = 16;
const MAX_PAGE_BYTES = 1024 * 1024;
/** The maximum that a page reads: a process that writes a line now and then makes short chunks. */
const MAX_PAGE_CHUNKS = 2_000;

/** The chunks of one log, with `$1` and `$2`. */
const CHUNKS = {
  run: 'log_chunks where run_id = $1 and log_day = $2::date',
  build: 'build_log_chunks where release_id = $1 and $2::text is null',
};

function perSource<Made>(make: (chunks: string) => Made): Readonly<Record<LogSource['kind'], Made>> {
  return { run: make(CHUNKS.run), build: make(CHUNKS.build) };
}

/** Returns null where the log can have no chunks. */
function keyOf(source: LogSource): readonly unknown[] | null {
  if (source.kind === 'build') return [source.releaseId, null];
  return source.logDay === null ? null : [source.runId, source.logDay];
}

// The first chunk is the one that holds line `$3 + 1`: found by the primary key, whatever the length of the log.
const firstAfter = (chunks: string) =>
  `coalesce((select max(first_line) from ${chunks} and first_line <= $3::integer + 1), 0)`;

const FIND_AFTER = perSource((chunks) =>
  statement<LogChunkRow>(`
    select ${COLUMNS} from ${chunks} and last_line > $3 and first_line >= ${firstAfter(chunks)}
    order by first_line limit ${CHUNKS_AT_ONCE}`),
);

/** Returns the first 16 chunks from the one on that holds the line after `after`. */
export async function findChunksAfter(sql: Sql, source: LogSource, after: number): Promise<LogChunkRow[]> {
  const key = keyOf(source);
  return key === null ? [] : sql.query(FIND_AFTER[source.kind], [...key, after]);
}

/** The lines next to a line: the first ones after it, or the last ones before it. */
export type LogPlace = { readonly after: number } | { readonly before: number };

interface RangeRow {
  readonly first: number | null;
  readonly last: number | null;
}

const RANGE = `
  select min(first_line) as first, max(first_line) as last from page
  where coalesce(lines, 0) < $4::integer and coalesce(bytes, 0) < ${MAX_PAGE_BYTES}`;

// Sizes are summed up without reading texts, which PostgreSQL stores apart. The texts are read by a statement of their own: planned as
// one, a table without statistics (a partition of today) made PostgreSQL sum up once for each chunk.
const FIND_RANGE_AFTER = perSource((chunks) =>
  statement<RangeRow>(`
    with near as (
      select first_line, size_bytes, last_line - greatest(first_line, $3::integer + 1) + 1 as lines
      from ${chunks} and first_line >= ${firstAfter(chunks)} order by first_line limit least($4::integer, ${MAX_PAGE_CHUNKS})
    ), page as (
      select first_line, sum(lines) over before as lines, sum(size_bytes) over before as bytes
      from near window before as (order by first_line rows between unbounded preceding and 1 preceding)
    )
    ${RANGE}`),
);

const FIND_RANGE_BEFORE = perSource((chunks) =>
  statement<RangeRow>(`
    with near as (
      select first_line, size_bytes, least(last_line, $3::integer - 1) - first_line + 1 as lines
      from ${chunks} and first_line < $3::integer order by first_line desc limit least($4::integer, ${MAX_PAGE_CHUNKS})
    ), page as (
      select first_line, sum(lines) over before as lines, sum(size_bytes) over before as bytes
      from near window before as (order by first_line desc rows between unbounded preceding and 1 preceding)
    )
    ${RANGE}`),
);

const FIND_BETWEEN = perSource((chunks) =>
  statement<LogChunkRow>(`select ${COLUMNS} from ${chunks} and first_line between $3 and $4 order by first_line`),
);

/** Returns the chunks that hold the `limit` lines next to `place`, or about 1 MiB of them; at least one where there is one. */
export async function findChunkPage(
  sql: Sql,
  source: LogSource,
  place: LogPlace,
  limit: number,
): Promise<LogChunkRow[]> {
  const key = keyOf(source);
  if (key === null) return [];
  const [range] = await ('after' in place
    ? sql.query(FIND_RANGE_AFTER[source.kind], [...key, place.after, limit])
    : sql.query(FIND_RANGE_BEFORE[source.kind], [...key, place.before, limit]));
  return sql.query(FIND_BETWEEN[source.kind], [...key, range?.first ?? 0, range?.last ?? 0]);
}

const FIND_LAST_LINE = perSource((chunks) =>
  statement<{ last_line: number }>(`select last_line from ${chunks} order by first_line desc limit 1`),
);

/** Returns the number of the last line that is stored, 0 where none is. */
export async function findLastLine(sql: Sql, source: LogSource): Promise<number> {
  const key = keyOf(source);
  if (key === null) return 0;
  return (await sql.query(FIND_LAST_LINE[source.kind], key))[0]?.last_line ?? 0;
}
