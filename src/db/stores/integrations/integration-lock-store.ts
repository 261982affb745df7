import type { IntegrationType } from '../../../domain/integrations/integration.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface LockedIntegration {
  readonly partnerId: number | null;
  readonly archivedAt: Date | null;
}

const LOCK = statement<LockedIntegration>(
  `select partner_id as "partnerId", archived_at as "archivedAt" from integrations where id = $1 for update`,
);

/** Locks an integration until the transaction ends; null where there is none. */
export async function lockIntegrationRow(sql: Sql, id: number): Promise<LockedIntegration | null> {
  const [row] = await sql.query(LOCK, [id]);
  return row ?? null;
}

const LOCK_OF_ROLLOUT = statement<{ id: number }>(
  `select id from integrations where id = (select integration_id from rollouts where id = $1) for update`,
);

/** Locks the integration of a rollout until the transaction ends. */
export async function lockIntegrationOfRollout(sql: Sql, rolloutId: number): Promise<void> {
  await sql.query(LOCK_OF_ROLLOUT, [rolloutId]);
}

const LOCK_OF_RELEASE = statement<{ id: number }>(
  `select id from integrations where id = (select integration_id from releases where id = $1) for update`,
);

/** Locks the integration of a release until the transaction ends. */
export async function lockIntegrationOfRelease(sql: Sql, releaseId: number): Promise<void> {
  await sql.query(LOCK_OF_RELEASE, [releaseId]);
}

export interface LockedRepository {
  readonly type: IntegrationType;
  readonly archivedAt: Date | null;
  readonly url: string | null;
  readonly trackingBranch: string | null;
  readonly path: string;
}

const LOCK_REPOSITORY = statement<LockedRepository>(`
  select type, archived_at as "archivedAt", repository_url as url, repository_tracking_branch as "trackingBranch",
    repository_path as path
  from integrations where id = $1 for update`);

/** Locks an integration and returns what is said of its repository; null where there is none. */
export async function lockRepository(sql: Sql, integrationId: number): Promise<LockedRepository | null> {
  const [row] = await sql.query(LOCK_REPOSITORY, [integrationId]);
  return row ?? null;
}

const LIVE_TENANT = statement<{ id: number }>(
  `select id from tenants where integration_id = $1 and archived_at is null limit 1`,
);

export async function hasLiveTenants(sql: Sql, integrationId: number): Promise<boolean> {
  return (await sql.query(LIVE_TENANT, [integrationId])).length > 0;
}
