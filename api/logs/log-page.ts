import { type Static, Type } from 'typebox';
import { readLogPage } from '../../src/adapters/run-logs/read-log.ts';
import { findLastLine, type LogPlace } from '../../src/db/stores/run-logs/log-chunk-store.ts';
import { findLogBoundaries, type LogBoundary } from '../../src/db/stores/run-logs/log-progress-store.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ApiDeps } from '../http/api-deps.ts';
import { Nullable } from '../schemas/common-schema.ts';
import { LogLineSchema, MAX_LINE, toLineJson } from '../schemas/log-schema.ts';
import type { FollowedLog, LogProgress } from './followed-log.ts';
import { createWakeSignal } from './wake-signal.ts';

export const LogPageQuery = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_LINE, description: 'The lines that follow this one.' })),
  before: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MAX_LINE, description: 'The lines just before this one.' }),
  ),
  tail: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000, description: 'So many last lines.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000, default: 500 })),
  wait_s: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 25, description: 'With `after`: waits so long where there is no line yet.' }),
  ),
});

export const LogPageSchema = Type.Object(
  {
    lines: Type.Array(LogLineSchema),
    phase: Type.String(),
    status: Type.Optional(Type.String({ description: "In Pandium's words." })),
    is_final: Type.Boolean(),
    is_log_complete: Type.Boolean({ description: 'Every line of the log is stored.' }),
    is_end: Type.Boolean({ description: 'It has ended, and no line follows this page.' }),
    last_line: Type.Integer({ description: 'The last line that is stored; lines are numbered from 1.' }),
    next_after: Type.Integer({ description: 'Where the next page begins.' }),
    previous_before: Nullable(Type.Integer({ description: 'Where the page before it ends; null on the first one.' })),
    attempts: Type.Array(Type.Object({ number: Type.Integer(), first_line: Type.Integer() })),
  },
  { $id: 'LogPage' },
);

type LogPageRequest = Static<typeof LogPageQuery>;

const MORE_THAN_ALL = MAX_LINE + 1;
const POLL_MS = 2_000;

/** A page of a log: next to a line, or its tail; with `wait_s` it waits for the first line or the end. @throws AppError */
export async function readLogPageResponse(
  deps: Pick<ApiDeps, 'db' | 'progress'>,
  followed: FollowedLog,
  query: LogPageRequest,
  signal: AbortSignal,
): Promise<Static<typeof LogPageSchema>> {
  const request = readPlace(query);
  const deadline = performance.now() + (query.wait_s ?? 0) * 1000;
  const wakeSignal = createWakeSignal(signal);
  const stop = deps.progress.follow(followed.subject, wakeSignal.ring);
  try {
    for (;;) {
      const page = await readPage(deps, followed, request);
      const leftMs = deadline - performance.now();
      if (page.lines.length > 0 || page.is_final || leftMs <= 0 || signal.aborted) return page;
      await wakeSignal.wait(Math.min(leftMs, POLL_MS));
    }
  } finally {
    stop();
    wakeSignal.close();
  }
}

interface PlaceRequest {
  readonly place: LogPlace;
  readonly limit: number;
}

function readPlace({ after, before, tail, limit = 500, wait_s: waitS }: LogPageRequest): PlaceRequest {
  if ([after, before, tail].filter((one) => one !== undefined).length > 1) {
    throw new AppError('invalid_input', 'Only one of after, before and tail can be given.');
  }
  if (waitS !== undefined && after === undefined) throw new AppError('invalid_input', 'wait_s goes with after.');
  if (after !== undefined) return { place: { after }, limit };
  return { place: { before: before ?? MORE_THAN_ALL }, limit: tail ?? limit };
}

async function readPage(
  { db }: Pick<ApiDeps, 'db'>,
  followed: FollowedLog,
  { place, limit }: PlaceRequest,
): Promise<Static<typeof LogPageSchema>> {
  // Read before the lines: what a complete log counts is stored by then.
  const present = await followed.read();
  if (!present) throw new AppError('not_found', 'It was removed in the meantime.');
  const [lines, lastLine, attempts] = await Promise.all([
    readLogPage(db, present.log, place, limit),
    findLastLine(db, present.log),
    findLogBoundaries(db, present.log),
  ]);
  return toPage(present, place, { lines: lines.map(toLineJson), lastLine, attempts });
}

interface ReadLines {
  readonly lines: readonly Static<typeof LogLineSchema>[];
  readonly lastLine: number;
  readonly attempts: readonly LogBoundary[];
}

function toPage(
  { told, isFinal, isLogComplete }: LogProgress,
  place: LogPlace,
  { lines, lastLine, attempts }: ReadLines,
): Static<typeof LogPageSchema> {
  const nextAfter = lines.at(-1)?.line ?? ('after' in place ? place.after : 0);
  const first = lines[0]?.line ?? 1;
  return {
    lines: [...lines],
    ...told,
    is_final: isFinal,
    is_log_complete: isLogComplete,
    is_end: isFinal && nextAfter >= lastLine,
    last_line: lastLine,
    next_after: nextAfter,
    previous_before: first > 1 ? first : null,
    attempts: attempts.map((attempt) => ({ number: attempt.number, first_line: attempt.firstLine })),
  };
}
