import type { Sql } from '../../db/sql.ts';
import { insertLogChunk } from '../../db/stores/run-logs/log-chunk-store.ts';
import type { LogTarget } from '../../db/stores/run-logs/log-source.ts';
import { kindLetter, type LogLine } from './log-line.ts';

/** Stores consecutive lines as one chunk; false where the attempt has ended, and then nothing was written. */
export function storeLogChunk(sql: Sql, target: LogTarget, lines: readonly LogLine[]): Promise<boolean> {
  const first = lines[0] as LogLine;
  const last = lines[lines.length - 1] as LogLine;
  return insertLogChunk(sql, target, {
    firstLine: first.number,
    lastLine: last.number,
    firstLineAt: first.at,
    lineMillis: lines.map((line) => line.at.getTime() - first.at.getTime()),
    kinds: lines.map((line) => kindLetter(line.kind)).join(''),
    text: lines.map((line) => line.text).join('\n'),
  });
}
