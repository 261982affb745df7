import type { TransitionTable } from '../state-machine.ts';

/** What a rollout has done with a tenant. */
export type Placement = 'pending' | 'moved' | 'held' | 'skipped' | 'reverted';

export const PLACEMENT_TRANSITIONS: TransitionTable<Placement> = {
  pending: ['moved', 'held', 'skipped', 'reverted'],
  moved: ['reverted', 'skipped'],
  held: ['reverted', 'skipped'],
  skipped: [],
  reverted: [],
};

export interface TenantToPlace {
  readonly isArchived: boolean;
  readonly releaseId: number | null;
  readonly channel: string | null;
  /** How it followed, and its release, when the rollout was planned. */
  readonly plannedChannel: string | null;
  readonly plannedReleaseId: number | null;
  /** Whether the new release takes its configs; `breaks` where it refuses what the old one takes. */
  readonly fit: 'fits' | 'breaks' | 'unknown';
}

const PLACEMENT_OF_FIT = { fits: 'moved', breaks: 'held', unknown: 'skipped' } as const;

/** What becomes of a tenant when the rollout reaches it; one that a person has moved meanwhile is left alone. */
export function placeTenant(tenant: TenantToPlace, releaseId: number): 'moved' | 'held' | 'skipped' {
  if (tenant.isArchived || tenant.channel !== tenant.plannedChannel) return 'skipped';
  if (tenant.releaseId === releaseId) return 'moved';
  if (tenant.channel === null && tenant.releaseId !== tenant.plannedReleaseId) return 'skipped';
  return PLACEMENT_OF_FIT[tenant.fit];
}
