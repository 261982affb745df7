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
  readonly userSchedule: string | null;
  readonly isPaused: boolean;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
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
