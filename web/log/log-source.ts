import { api, callHub, unwrap } from '../api/client.ts';
import { toProblem } from '../api/problem.ts';
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
  readonly fileName: string;
  readonly lines: (
    query: { after: number; limit: number } | { tail: number },
    signal: AbortSignal,
  ) => Promise<LogLines>;
  readonly search: (query: { q: string; after: number }, signal: AbortSignal) => Promise<LogHits>;
  readonly download: () => Promise<Blob>;
}

const HITS_LIMIT = 200;

export function runLogSource(id: number): LogSource {
  const path = { id };
  return {
    eventsUrl: `/v2/runs/${id}/events`,
    fileName: `run-${id}.log`,
    lines: (query, signal) => unwrap(api.GET('/v2/runs/{id}/log_lines', { params: { path, query }, signal })),
    search: ({ q, after }, signal) =>
      unwrap(api.GET('/v2/runs/{id}/log_search', { params: { path, query: { q, after, limit: HITS_LIMIT } }, signal })),
    download: () => downloadText(`/v2/runs/${id}/log`),
  };
}

export function releaseLogSource(id: number): LogSource {
  const path = { id };
  return {
    eventsUrl: `/v2/releases/${id}/events`,
    fileName: `release-${id}.log`,
    lines: (query, signal) => unwrap(api.GET('/v2/releases/{id}/log_lines', { params: { path, query }, signal })),
    search: ({ q, after }, signal) =>
      unwrap(
        api.GET('/v2/releases/{id}/log_search', { params: { path, query: { q, after, limit: HITS_LIMIT } }, signal }),
      ),
    download: () => downloadText(`/v2/releases/${id}/log`),
  };
}

/** @throws ApiProblem */
async function downloadText(url: string): Promise<Blob> {
  const response = await callHub(url);
  if (!response.ok) throw toProblem(response, await response.json().catch(() => null));
  return response.blob();
}
