import { api, unwrap } from '../api/client.ts';
import type { LogLine } from '../api/types.ts';

export interface LogLines {
  readonly lines: readonly LogLine[];
  readonly last_line: number;
  readonly phase: string;
  readonly is_final: boolean;
  readonly is_log_complete: boolean;
}

export interface LogHits {
  readonly hits: readonly { readonly line: number }[];
  readonly next_after: number;
  readonly is_end: boolean;
}

/** Where a log is read from: that of a run or of a build. */
export interface LogSource {
  readonly eventsUrl: string;
  readonly lines: (
    query: { after: number; limit: number } | { tail: number },
    signal: AbortSignal,
  ) => Promise<LogLines>;
  readonly search: (query: { q: string; after: number }, signal: AbortSignal) => Promise<LogHits>;
  readonly downloadUrl: string;
}

const HITS_LIMIT = 200;

export function runLogSource(id: number): LogSource {
  const path = { id };
  return {
    eventsUrl: `/v2/runs/${id}/events`,
    lines: (query, signal) => unwrap(api.GET('/v2/runs/{id}/log_lines', { params: { path, query }, signal })),
    search: ({ q, after }, signal) =>
      unwrap(api.GET('/v2/runs/{id}/log_search', { params: { path, query: { q, after, limit: HITS_LIMIT } }, signal })),
    downloadUrl: `/v2/runs/${id}/log`,
  };
}

export function releaseLogSource(id: number): LogSource {
  const path = { id };
  return {
    eventsUrl: `/v2/releases/${id}/events`,
    lines: (query, signal) => unwrap(api.GET('/v2/releases/{id}/log_lines', { params: { path, query }, signal })),
    search: ({ q, after }, signal) =>
      unwrap(
        api.GET('/v2/releases/{id}/log_search', { params: { path, query: { q, after, limit: HITS_LIMIT } }, signal }),
      ),
    downloadUrl: `/v2/releases/${id}/log`,
  };
}
