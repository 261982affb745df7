import { isDropNotice } from '../../src/adapters/run-logs/drop-notice.ts';
import type { LogKind, LogLine } from '../../src/adapters/run-logs/log-line.ts';
import { readWholeLog } from '../../src/adapters/run-logs/read-log.ts';
import type { LogSource } from '../../src/db/stores/run-logs/log-source.ts';
import type { ApiDeps } from '../http/api-deps.ts';
import type { StreamResponse } from '../http/define-route.ts';
import { writeChunk } from './write-stream.ts';

/**
 * A log as plain text, one line after the other; only those kinds of lines, and where lines are missing the one that says so. Reads no
 * faster than the client does.
 */
export function toLogResponse(
  { db }: Pick<ApiDeps, 'db'>,
  source: LogSource,
  { kinds, fileName }: { readonly kinds: readonly LogKind[]; readonly fileName: string },
  signal: AbortSignal,
): StreamResponse {
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `inline; filename="${fileName}"`,
    },
    write: async (response) => {
      for await (const lines of readWholeLog(db, source)) {
        const isShown = ({ kind, text }: LogLine): boolean => kinds.includes(kind) || isDropNotice(kind, text);
        const shown = lines.filter(isShown).map((line) => `${line.text}\n`);
        if (!(await writeChunk(response, shown.join(''), signal))) break;
      }
      response.end();
    },
  };
}
