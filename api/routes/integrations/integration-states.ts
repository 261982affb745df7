import { Type } from 'typebox';
import { AppError } from '../../../src/errors/app-error.ts';

/** An archived integration keeps its state, and is listed as archived alone. */
const INTEGRATION_STATES = [
  'draft',
  'in_review',
  'changes_requested',
  'published',
  'withdrawn',
  'rejected',
  'archived',
] as const;

export const IntegrationStates = Type.String({
  maxLength: 255,
  description: `One state or several with commas between: ${INTEGRATION_STATES.join(', ')}.`,
});

interface WantedStates {
  readonly states: readonly string[] | undefined;
  /** Undefined where no state is requested; null where archived and other ones are. */
  readonly isArchived: boolean | null | undefined;
}

/** @throws AppError invalid_input */
export function readStates(text: string | undefined): WantedStates {
  if (text === undefined) return { states: undefined, isArchived: undefined };
  const states = text.split(',');
  const unknown = states.find((state) => !INTEGRATION_STATES.some((known) => known === state));
  if (unknown !== undefined) {
    const message = `must be one of ${INTEGRATION_STATES.join(', ')}, or several with commas between`;
    throw new AppError('invalid_input', 'The query is not valid.', { issues: [{ pointer: '/query/state', message }] });
  }
  const isArchivedWanted = states.includes('archived');
  return { states, isArchived: isArchivedWanted ? (states.length === 1 ? true : null) : false };
}
