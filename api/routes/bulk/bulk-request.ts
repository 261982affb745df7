import { type Static, Type } from 'typebox';
import { AppError } from '../../../src/errors/app-error.ts';
import { Id } from '../../schemas/common-schema.ts';
import { ErrorCodeSchema } from '../../schemas/problem-schema.ts';

/** Count first, then say the count. */
export const countFields = {
  dry_run: Type.Optional(Type.Boolean({ description: 'Only count.' })),
  expected_count: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Needed unless dry_run: what the dry run counted.' }),
  ),
};

const CountBody = Type.Object(countFields);

/** Returns the count that the caller expects; null where it only counts. @throws AppError invalid_input where it says neither */
export function readExpectedCount(body: Static<typeof CountBody>): number | null {
  if (body.dry_run === true) return null;
  if (body.expected_count !== undefined) return body.expected_count;
  const message = 'is missing: count with dry_run first, then say the count';
  throw new AppError('invalid_input', 'The body is not valid.', { issues: [{ pointer: '/expected_count', message }] });
}

const MAX_NAMED = 20;

/**
 * Compares the ids that a filter names with those that there are for the caller.
 * @throws AppError invalid_input where some are those of nothing
 */
export function checkNamedIds(named: readonly number[] | undefined, found: readonly number[]): void {
  const known = new Set(found);
  const unknown = (named ?? []).filter((id) => !known.has(id)).slice(0, MAX_NAMED);
  if (unknown.length === 0) return;
  const message = `has ids of nothing that there is: ${unknown.join(', ')}`;
  throw new AppError('invalid_input', 'The body is not valid.', { issues: [{ pointer: '/filter/ids', message }] });
}

/** What a bulk change returns that goes from object to object. */
export const BulkOutcomeSchema = Type.Object(
  {
    count: Type.Integer({ description: 'Of the objects that it is about.' }),
    changed: Type.Integer(),
    refused_count: Type.Integer({ description: 'Of those that could not be changed; the others were.' }),
    refused: Type.Array(Type.Object({ id: Id, code: ErrorCodeSchema, message: Type.String() }), {
      description: 'The first hundred of these, and why.',
    }),
  },
  { $id: 'BulkOutcome' },
);

export type BulkOutcome = Static<typeof BulkOutcomeSchema>;

/** That one request may change. */
export const MAX_BULK = 5_000;
const MAX_SHOWN = 100;

/**
 * Changes one object after the other in the transaction of the caller. One that cannot be changed is reported, and the others are changed;
 * `change` has to find that out before it writes.
 * @throws AppError conflict where there are other ones by now than the caller counted, invalid_input where there are too many
 */
export async function changeEach(
  ids: readonly number[],
  expectedCount: number | null,
  change: (id: number) => Promise<void>,
): Promise<BulkOutcome> {
  const outcome: BulkOutcome = { count: ids.length, changed: 0, refused_count: 0, refused: [] };
  if (expectedCount === null) return outcome;
  if (expectedCount !== ids.length) {
    throw new AppError('conflict', `It is about ${ids.length} objects by now, not ${expectedCount}: count again.`);
  }
  if (ids.length > MAX_BULK) {
    const message = `takes ${ids.length}: narrow it to ${MAX_BULK} at once`;
    throw new AppError('invalid_input', 'The body is not valid.', { issues: [{ pointer: '/filter', message }] });
  }
  for (const id of ids) {
    try {
      await change(id);
      outcome.changed += 1;
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      outcome.refused_count += 1;
      if (outcome.refused.length < MAX_SHOWN) outcome.refused.push({ id, code: error.code, message: error.message });
    }
  }
  return outcome;
}
