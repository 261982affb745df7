/** The actor of a message that names none: it came through Temporal. */
export const TEMPORAL_ACTOR = 'temporal';

export type ReadRolloutMessage =
  /** `actor` is what the message says: a claim, unless the API sent it. */
  { readonly isValid: true; readonly actor: string } | { readonly isValid: false; readonly problem: string };

const MAX_ACTOR_LENGTH = 200;

/**
 * Reads the payload of a decision, whatever it is: nothing at all, or an object with an optional `actor` of 1 to 200 characters.
 * One reader for Updates and Signals, in the workflow and in its activities. Never throws.
 */
export function readRolloutMessage(payload: unknown): ReadRolloutMessage {
  if (payload === undefined || payload === null) return { isValid: true, actor: TEMPORAL_ACTOR };
  if (!isPlainObject(payload)) return refuse('The message has to be an object such as {"actor": "name"}, or nothing.');
  const { actor = TEMPORAL_ACTOR } = payload;
  if (typeof actor === 'string' && actor.length >= 1 && actor.length <= MAX_ACTOR_LENGTH) {
    return { isValid: true, actor };
  }
  return refuse(`The actor of the message has to be a text of 1 to ${MAX_ACTOR_LENGTH} characters.`);
}

function isPlainObject(payload: unknown): payload is { readonly actor?: unknown } {
  if (typeof payload !== 'object' || payload === null) return false;
  const prototype: unknown = Object.getPrototypeOf(payload);
  return prototype === Object.prototype || prototype === null;
}

function refuse(problem: string): ReadRolloutMessage {
  return { isValid: false, problem };
}
