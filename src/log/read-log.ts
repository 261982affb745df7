import type { Sql } from '../db/sql.ts';
import { kindOfLetter, type LogLine } from './log-line.ts';

/** Whose log it is; `logDay` is null before a run's first attempt. */
export type LogSource =
  | { readonly kind: 'run'; readonly runId: number; readonly logDay: string | null }
  | { readonly kind: 'build'; readonly releaseId: number };

const CHUNKS_AT_ONCE = 16;

/** The stored lines after line `after`, at most about 1 MiB of them; none where nothing more is stored. */
export async function readLogLines(sql: Sql, source: LogSource, after: number): Promise<LogLine[]> {
  const chunks = await readChunks(sql, source, after);
  return chunks.flatMap(toLines).filter((line) => line.number > after);
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

function readChunks(sql: Sql, source: LogSource, after: number): Promise<ChunkRow[]> {
  if (source.kind === 'build') return sql.query<ChunkRow>(BUILD_CHUNKS, [source.releaseId, after]);
  if (source.logDay === null) return Promise.resolve([]);
  return sql.query<ChunkRow>(RUN_CHUNKS, [source.runId, after, source.logDay]);
}

function toLines(chunk: ChunkRow): LogLine[] {
  const startedAt = chunk.first_line_at.getTime();
  return chunk.text.split('\n').map((text, index) => ({
    number: chunk.first_line + index,
    at: new Date(startedAt + (chunk.line_millis[index] ?? 0)),
    kind: kindOfLetter(chunk.kinds[index] ?? ''),
    text,
  }));
}

const COLUMNS = 'first_line, first_line_at, line_millis, kinds, text';

// The first chunk is the one that holds line `after + 1`: found by the primary key, however long the log is.
const RUN_CHUNKS = `
  select ${COLUMNS} from log_chunks where log_day = $3::date and run_id = $1 and first_line >= coalesce((
    select max(first_line) from log_chunks where log_day = $3::date and run_id = $1 and first_line <= $2::integer + 1), 0)
  order by first_line limit ${CHUNKS_AT_ONCE}`;

const BUILD_CHUNKS = `
  select ${COLUMNS} from build_log_chunks where release_id = $1 and first_line >= coalesce((
    select max(first_line) from build_log_chunks where release_id = $1 and first_line <= $2::integer + 1), 0)
  order by first_line limit ${CHUNKS_AT_ONCE}`;
