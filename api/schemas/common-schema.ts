import { type TSchema, Type } from 'typebox';

export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
export const Time = Type.String({ format: 'date-time' });
export const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
/** One of the words; `id` names the list in the OpenAPI document. */
export const OneOf = <const Word extends string>(words: readonly Word[], id?: string) =>
  Type.Unsafe<Word>(Type.String({ enum: [...words], ...(id !== undefined && { $id: id }) }));
/** A JSON object whose fields are not checked here. */
export const FreeObject = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true });
export const Slug = Type.String({
  pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$',
  description: 'Lower-case letters and digits; "-" between them.',
});
export const NoParams = Type.Object({});
export const IdParams = Type.Object({ id: Id });

/** An issue or warning about a value, with its JSON pointer. */
export const IssueSchema = Type.Object(
  { pointer: Type.String(), code: Type.String(), message: Type.String() },
  { $id: 'ConfigIssue' },
);

/** For people of the hub; null where no Temporal UI is set. */
export const TemporalUrl = Nullable(Type.String({ description: 'Its workflow in the Temporal UI.' }));

/** A time as the API writes it. */
export const toTime = (time: Date): string => time.toISOString();
export const toTimeOrNull = (time: Date | null): string | null => time?.toISOString() ?? null;

/** Runs at once; null = the hub's cap alone. */
export const RunCap = Nullable(Type.Integer({ minimum: 1, maximum: 100_000 }));
