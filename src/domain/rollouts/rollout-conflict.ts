import type { RolloutState } from './rollout-state.ts';

export type RolloutCause = 'bulk' | 'channel' | 'release';
export type RolloutKind = 'move' | 'gradual';

export interface RolloutIdentity {
  readonly cause: RolloutCause;
  readonly kind: RolloutKind;
  readonly channel: string | null;
}

/** `wait`: its turn comes when the other one has ended. `supersede`: the newest wins. */
export type ConflictOutcome = 'wait' | 'supersede' | 'refuse';

/**
 * What becomes of a new rollout while another one of the integration is open. A newer target of the same thing wins over a
 * move; what comes by itself, or meets what came by itself, waits; two moves made by people don't mix.
 */
export function resolveConflict(
  open: RolloutIdentity & { readonly state: RolloutState },
  wanted: RolloutIdentity,
): ConflictOutcome {
  const isSameThing = open.cause === wanted.cause && open.cause !== 'bulk' && open.channel === wanted.channel;
  if (isSameThing && open.kind === 'move' && open.state !== 'rolling_back') return 'supersede';
  if (wanted.cause === 'release' || open.cause === 'release') return 'wait';
  return 'refuse';
}
