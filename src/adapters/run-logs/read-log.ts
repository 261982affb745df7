import type { Sql } from '../../db/sql.ts';
import { kindOfLetter, type LogLine } from './log-line.ts';

/** Whose log it is; `logDay` is null before a run's first attempt. */
export type LogSource =
  | { readonly kind: 'run'; readonly runId: number; readonly logDay: string | null }
  | { readonly kind: 'build'; readonly releaseId: number };

/** Lines as they are stored together: at most 64 KiB of text, or one longer line. */
export interface LogChunk {
  readonly firstLine: number;
  readonly text: string;
  toLines(): LogLine[];
}

/** The lines next to a place: the first ones after a line, or the last ones before it. */
export type LogPlace = { readonly after: number } | { readonly before: number };

const CHUNKS_AT_ONCE = 16;
const MAX_PAGE_BYTES = 1024 * 1024;
/** Short chunks come from a process that writes a line now and then; a page looks at so many at most. */
const MAX_PAGE_CHUNKS = 2_000;

/** The stored lines after line `after`, at most about 1 MiB of them; none where nothing more is stored. */
export async function readLogLines(sql: Sql, source: LogSource, after: number): Promise<LogLine[]> {
  const chunks = await readLogChunks(sql, source, after);
  return chunks.flatMap((chunk) => chunk.toLines()).filter((line) => line.number > after);
}

/** The chunks from the one on that holds the line after `after`, at most about 1 MiB of them. */
export async function readLogChunks(sql: Sql, source: LogSource, after: number): Promise<LogChunk[]> {
  const chunks = chunksOf(source);
  if (!chunks) return [];
  // The first chunk is the one that holds line `after + 1`: found by the primary key, however long the log is.
  const rows = await sql.query<ChunkRow>(
    `select ${COLUMNS} from ${chunks.where} and last_line > $3 and first_line >= ${FIRST_AFTER(chunks.where, '$3')}
     order by first_line limit ${CHUNKS_AT_ONCE}`,
    [...chunks.values, after],
  );
  return rows.map(toChunk);
}

/** At most `limit` lines, and about 1 MiB of them, in their order; at least one where there is one. */
export async function readLogPage(sql: Sql, source: LogSource, place: LogPlace, limit: number): Promise<LogLine[]> {
  const chunks = chunksOf(source);
  if (!chunks) return [];
  const isForward = 'after' in place;
  const [range] = await sql.query<{ first: number | null; last: number | null }>(
    isForward ? RANGE_AFTER(chunks.where) : RANGE_BEFORE(chunks.where),
    [...chunks.values, isForward ? place.after : place.before, limit],
  );
  const rows = await sql.query<ChunkRow>(
    `select ${COLUMNS} from ${chunks.where} and first_line between $3 and $4 order by first_line`,
    [...chunks.values, range?.first ?? 0, range?.last ?? 0],
  );
  const lines = rows.map(toChunk).flatMap((chunk) => chunk.toLines());
  if (isForward) return lines.filter((line) => line.number > place.after).slice(0, limit);
  return lines.filter((line) => line.number < place.before).slice(-limit);
}

/** The number of the last line that is stored, 0 for none. */
export async function readLastLine(sql: Sql, source: LogSource): Promise<number> {
  const chunks = chunksOf(source);
  if (!chunks) return 0;
  const rows = await sql.query<{ last_line: number }>(
    `select last_line from ${chunks.where} order by first_line desc limit 1`,
    chunks.values,
  );
  return rows[0]?.last_line ?? 0;
}

/** All stored lines, page by page. */
export async function* readWholeLog(sql: Sql, source: LogSource): AsyncGenerator<LogLine[]> {
  for (let after = 0; ; ) {
    const lines = await readLogLines(sql, source, after);
    const last = lines.at(-1);
    if (!last) return;
    yield lines;
    after = last.number;
  }
}

interface ChunkRow {
  first_line: number;
  first_line_at: Date;
  line_millis: number[];
  kinds: string;
  text: string;
}

/** Where a log's chunks are, with `$1` and `$2`; null where there can't be any. */
function chunksOf(source: LogSource): { readonly where: string; readonly values: readonly unknown[] } | null {
  if (source.kind === 'build') {
    return { where: 'build_log_chunks where release_id = $1 and $2::text is null', values: [source.releaseId, null] };
  }
  if (source.logDay === null) return null;
  return { where: 'log_chunks where run_id = $1 and log_day = $2::date', values: [source.runId, source.logDay] };
}

function toChunk(row: ChunkRow): LogChunk {
  const startedAt = row.first_line_at.getTime();
  return {
    firstLine: row.first_line,
    text: row.text,
    toLines: () =>
      row.text.split('\n').map((text, index) => ({
        number: row.first_line + index,
        at: new Date(startedAt + (row.line_millis[index] ?? 0)),
        kind: kindOfLetter(row.kinds[index] ?? ''),
        text,
      })),
  };
}

const COLUMNS = 'first_line, first_line_at, line_millis, kinds, text';

const FIRST_AFTER = (where: string, after: string): string =>
  `coalesce((select max(first_line) from ${where} and first_line <= ${after}::integer + 1), 0)`;

// Sizes are summed up without reading texts, which PostgreSQL keeps apart. The texts are read by a statement of their own: planned as
// one, a table without statistics (a partition of today) made PostgreSQL sum up once for each chunk.
const RANGE_AFTER = (where: string): string => `
  with near as (
    select first_line, size_bytes, last_line - greatest(first_line, $3::integer + 1) + 1 as lines
    from ${where} and first_line >= ${FIRST_AFTER(where, '$3')} order by first_line limit least($4::integer, ${MAX_PAGE_CHUNKS})
  ), page as (
    select first_line, sum(lines) over before as lines, sum(size_bytes) over before as bytes
    from near window before as (order by first_line rows between unbounded preceding and 1 preceding)
  )
  ${RANGE}`;

const RANGE_BEFORE = (where: string): string => `
  with near as (
    select first_line, size_bytes, least(last_line, $3::integer - 1) - first_line + 1 as lines
    from ${where} and first_line < $3::integer order by first_line desc limit least($4::integer, ${MAX_PAGE_CHUNKS})
  ), page as (
    select first_line, sum(lines) over before as lines, sum(size_bytes) over before as bytes
    from near window before as (order by first_line desc rows between unbounded preceding and 1 preceding)
  )
  ${RANGE}`;

const RANGE = `
  select min(first_line) as first, max(first_line) as last from page
  where coalesce(lines, 0) < $4::integer and coalesce(bytes, 0) < ${MAX_PAGE_BYTES}`;
