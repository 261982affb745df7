import { type Static, Type } from 'typebox';
import type { LogLine } from '../../src/adapters/run-logs/log-line.ts';
import { OneOf, Time, toTime } from './common-schema.ts';

/** Line numbers are PostgreSQL integers; one more must be one still. */
export const MAX_LINE = 2_147_483_646;

export const LogKindSchema = OneOf(['stderr', 'stdout', 'hub'], 'LogKind');

export const LogLineSchema = Type.Object(
  {
    line: Type.Integer({ description: 'Counts from 1 over all attempts.' }),
    at: Time,
    kind: LogKindSchema,
    text: Type.String(),
  },
  { $id: 'LogLine' },
);

export function toLineJson({ number, at, kind, text }: LogLine): Static<typeof LogLineSchema> {
  return { line: number, at: toTime(at), kind, text };
}
