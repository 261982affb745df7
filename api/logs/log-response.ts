import type { LogKind } from '../../src/adapters/run-logs/log-line.ts';
import { readWholeLog } from '../../src/adapters/run-logs/read-log.ts';
import type { LogSource } from '../../src/db/stores/run-logs/log-source.ts';
import type { ApiDeps } from '../http/api-deps.ts';
import type { StreamResponse } from '../http/define-route.ts';
import { writeChunk } from './write-stream.ts';

/** A log as plain text, one line after the other; only those kinds of lines. Reads no faster than the client does. */
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
        const shown = lines.filter((line) => kinds.includes(line.kind)).map((line) => `${line.text}\n`);
        if (!(await writeChunk(response, shown.join(''), signal))) break;
      }
      response.end();
    },
  };
}
