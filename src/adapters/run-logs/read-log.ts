import type { Sql } from '../../db/sql.ts';
import {
  findChunkPage,
  findChunksAfter,
  type LogChunkRow,
  type LogPlace,
} from '../../db/stores/run-logs/log-chunk-store.ts';
import type { LogSource } from '../../db/stores/run-logs/log-source.ts';
import { kindOfLetter, type LogLine } from './log-line.ts';

/** Lines as they are stored together: at most 64 KiB of text, or one longer line. */
export interface LogChunk {
  readonly firstLine: number;
  readonly text: string;
  toLines(): LogLine[];
}

/** Returns the stored lines after line `after`, at most about 1 MiB of them; none where nothing more is stored. */
export async function readLogLines(sql: Sql, source: LogSource, after: number): Promise<LogLine[]> {
  const chunks = await readLogChunks(sql, source, after);
  return chunks.flatMap((chunk) => chunk.toLines()).filter((line) => line.number > after);
}

/** Returns the chunks from the one on that holds the line after `after`, at most about 1 MiB of them. */
export async function readLogChunks(sql: Sql, source: LogSource, after: number): Promise<LogChunk[]> {
  return (await findChunksAfter(sql, source, after)).map(toChunk);
}

/** Returns at most `limit` lines next to `place`, and about 1 MiB of them, in their order; at least one where there is one. */
export async function readLogPage(sql: Sql, source: LogSource, place: LogPlace, limit: number): Promise<LogLine[]> {
  const chunks = (await findChunkPage(sql, source, place, limit)).map(toChunk);
  const lines = chunks.flatMap((chunk) => chunk.toLines());
  if ('after' in place) return lines.filter((line) => line.number > place.after).slice(0, limit);
  return lines.filter((line) => line.number < place.before).slice(-limit);
}

/** Yields all stored lines, page by page. */
export async function* readWholeLog(sql: Sql, source: LogSource): AsyncGenerator<LogLine[]> {
  for (let after = 0; ; ) {
    const lines = await readLogLines(sql, source, after);
    const last = lines.at(-1);
    if (!last) return;
    yield lines;
    after = last.number;
  }
}

function toChunk(row: LogChunkRow): LogChunk {
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
