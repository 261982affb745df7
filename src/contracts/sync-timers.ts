/** Which component of a hub wakes tenants when they are due. */
export type TimerBackend = 'temporal' | 'dispatcher';

/** When a backend has to wake a tenant. */
export type TimerTimes =
  /** Whenever the seconds since the epoch, divided by `everyS`, leave `offsetS`. */
  | { readonly kind: 'interval'; readonly everyS: number; readonly offsetS: number }
  /** At these times, ascending; the caller sends more before they run out. */
  | { readonly kind: 'times'; readonly times: readonly Date[] };

/** What a backend gets about a tenant that has a schedule. */
export interface TimerPlan {
  readonly tenantId: number;
  readonly tenantName: string;
  readonly integrationId: number;
  readonly integrationName: string;
  readonly partnerId: number | null;
  readonly times: TimerTimes;
  /** The schedule in words; `Every 5 minutes`. */
  readonly text: string;
  /** Who paused it and why; null = it isn't paused. */
  readonly pause: string | null;
}

/** One timer, as a list shows it; lists may be a little behind. */
export interface ListedTimer {
  readonly scheduleId: string;
  /** Null where the name is like none that the hub gives. */
  readonly tenantId: number | null;
  /** False where it differs from the plan, as far as a list shows. */
  looksLike(plan: TimerPlan): boolean;
}

/** What is wrong with a timer; `wrong_times` and the like name what was changed by hand. */
export const SCHEDULE_DRIFTS = [
  'missing',
  'orphaned',
  'wrong_times',
  'wrong_action',
  'wrong_policy',
  'paused_by_hand',
  'unpaused_by_hand',
] as const;

export type ScheduleDrift = (typeof SCHEDULE_DRIFTS)[number];

/**
 * Wakes each tenant that has a schedule when it is due. All functions may be repeated, and throw AppError `temporal_unavailable` where
 * Temporal is away; any other error says that it refused something, or that the hub itself is wrong.
 */
export interface SyncTimers {
  /** Makes the tenant's timer, or gives the present one this plan. */
  set(plan: TimerPlan): Promise<void>;
  /** Takes the tenant's timer away, where there is one. */
  remove(scheduleId: string): Promise<void>;
  /** Whether there is a timer of this name; unlike a list, this never lags. */
  exists(scheduleId: string): Promise<boolean>;
  /** Every timer of a tenant that there is. */
  list(): AsyncIterable<ListedTimer>;
  /** What is wrong with the tenant's timer; null = nothing. */
  check(plan: TimerPlan, now: Date): Promise<ScheduleDrift | null>;
}

/** Name of a tenant's timer, and the beginning of the ids of the workflows that it starts. */
export const syncScheduleId = (tenantId: number): string => `${SYNC_SCHEDULE_PREFIX}${tenantId}`;

export const SYNC_SCHEDULE_PREFIX = 'sync:';
