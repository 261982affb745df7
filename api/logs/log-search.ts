import { type Static, Type } from 'typebox';
import type { LogLine } from '../../src/adapters/run-logs/log-line.ts';
import { type LogHit, searchLog } from '../../src/adapters/run-logs/search-log.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ApiDeps } from '../http/api-deps.ts';
import { LogKindSchema, LogLineSchema, MAX_LINE, toLineJson } from '../schemas/log-schema.ts';
import type { FollowedLog } from './followed-log.ts';

export const LogSearchQuery = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 200, description: 'Text that a line holds, in any case.' }),
  kind: Type.Optional(LogKindSchema),
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_LINE, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  context: Type.Optional(Type.Integer({ minimum: 0, maximum: 5, default: 0 })),
});

const HitLine = Type.Object(
  {
    ...LogLineSchema.properties,
    is_cut: Type.Boolean({ description: 'A long line is shown around what was found.' }),
  },
  { $id: 'LogHitLine' },
);

export const LogSearchSchema = Type.Object(
  {
    hits: Type.Array(Type.Object({ ...HitLine.properties, before: Type.Array(HitLine), after: Type.Array(HitLine) })),
    next_after: Type.Integer({
      description: 'Every line up to this one was looked at; going on after it finds each hit once.',
    }),
    is_end: Type.Boolean({ description: 'All that is stored was looked at.' }),
    is_log_complete: Type.Boolean(),
  },
  { $id: 'LogSearchPage' },
);

const BUDGET_MS = 1_500;
const SHOWN_CHARACTERS = 1_000;
const SHOWN_BEFORE_HIT = 200;

/** A page of hits, in the order of the lines. @throws AppError not_found */
export async function readLogSearchResponse(
  { db }: Pick<ApiDeps, 'db'>,
  followed: FollowedLog,
  query: Static<typeof LogSearchQuery>,
): Promise<Static<typeof LogSearchSchema>> {
  const { q, kind = null, after = 0, limit = 50, context = 0 } = query;
  const present = await followed.read();
  if (!present) throw new AppError('not_found', 'It was removed in the meantime.');
  const search = { text: q, kind, after, limit, contextLines: context, budgetMs: BUDGET_MS };
  const { hits, searchedTo, isEnd } = await searchLog(db, present.log, search);
  return {
    hits: hits.map((hit) => toHitJson(hit, q)),
    next_after: searchedTo,
    is_end: isEnd,
    is_log_complete: present.isLogComplete,
  };
}

function toHitJson({ line, before, after }: LogHit, q: string): Static<typeof LogSearchSchema>['hits'][number] {
  const found = line.text.toLowerCase().indexOf(q.toLowerCase());
  return {
    ...toShownLine(line, Math.max(0, found - SHOWN_BEFORE_HIT)),
    before: before.map((one) => toShownLine(one, 0)),
    after: after.map((one) => toShownLine(one, 0)),
  };
}

function toShownLine(line: LogLine, start: number): Static<typeof HitLine> {
  const from = line.text.length > SHOWN_CHARACTERS ? start : 0;
  const text = line.text.slice(from, from + SHOWN_CHARACTERS).toWellFormed();
  return { ...toLineJson({ ...line, text }), is_cut: text.length < line.text.length };
}
