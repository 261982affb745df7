import type { ValidationIssue } from '../manifest/validation-result.ts';
import type { Schedule, SchedulePolicy } from '../schedules/schedule.ts';

export type TenantSource = 'hub' | 'marketplace' | 'api';

/** How a tenant gets its release: a fixed one, what a channel points to, or the latest of the tracking branch. */
export type Following = 'static' | 'dynamic' | 'latest';

export interface Tenant {
  readonly id: number;
  readonly integrationId: number;
  readonly name: string;
  readonly endUserId: string | null;
  readonly source: TenantSource;
  /** The release recorded for it; what it runs next may be another one where it follows a channel. */
  readonly releaseId: number | null;
  /** null = static, `Default` or a named channel = dynamic, `Latest` = latest. */
  readonly releaseChannel: string | null;
  readonly heldReason: string | null;
  readonly configs: Readonly<Record<string, unknown>>;
  /** What the end user chose: a cron, or `@every 15m`. */
  readonly userSchedule: string | null;
  /** Its own, set by people of the hub; takes precedence over the end user's. */
  readonly schedule: Schedule | null;
  readonly isPaused: boolean;
  readonly pausedAt: Date | null;
  readonly pausedBy: string | null;
  readonly pauseNote: string | null;
  readonly pausedUntil: Date | null;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/** Returns whether a new tenant waits until a person resumes it: through the API always, else as the integration says. */
export function isPausedAtFirst(source: TenantSource, policy: SchedulePolicy): boolean {
  return source === 'api' || policy.paused_by_default;
}

/** A tenant as it was stored, and what is to be said about its configs. */
export interface SavedTenant {
  readonly tenant: Tenant;
  readonly warnings: readonly ValidationIssue[];
}

export interface TenantMetadata {
  readonly tenantId: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

export function followingOf(releaseChannel: string | null): Following {
  if (releaseChannel === null) return 'static';
  return releaseChannel === 'Latest' ? 'latest' : 'dynamic';
}
