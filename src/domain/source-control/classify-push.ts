import type { BranchUpdate } from './push-event.ts';

export interface KnownHead {
  /** The last head that was recorded, null before the first. */
  readonly head: string | null;
  /** Whether a push is known that moved the branch on from this push's `after`. */
  readonly isSuperseded: boolean;
}

/**
 * `current`: nothing new. `next`: the branch moved on from the head that the hub knows. `gap`: it moved, but pushes in between were
 * not reported. `late`: an older push that arrives after a newer one; it is built, but moves no tenant.
 */
export type PushDecision = 'current' | 'next' | 'gap' | 'late';

/** What a push means for a branch whose head is known; deliveries may come late, twice and out of order. */
export function classifyPush(push: BranchUpdate, known: KnownHead): PushDecision {
  if (push.after === known.head) return 'current';
  if (known.head === null || push.before === known.head) return 'next';
  return known.isSuperseded ? 'late' : 'gap';
}
