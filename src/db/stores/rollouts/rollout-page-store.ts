import type { RolloutPage } from '../../../contracts/rollout-workflow.ts';
import { PLACEMENT_TRANSITIONS, type Placement } from '../../../domain/rollouts/placement.ts';
import { mayMoveTo, perState } from '../../may-move-to.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface PendingTenant {
  readonly id: number;
  /** Changes with every write to the tenant. */
  readonly version: string;
  readonly releaseId: number | null;
}

const READ_PENDING = statement<PendingTenant>(`
  select t.id, t.xmin::text as version, t.release_id as "releaseId"
  from rollout_tenants rt join tenants t on t.id = rt.tenant_id
  where rt.rollout_id = $1 and rt.position between $2 and $3 and rt.state = 'pending'
    and ($4::bigint[] is null or t.id = any ($4))`);

/** Returns the tenants of a page that were not reached yet, or those of them that are in `tenantIds`. */
export function readPendingTenants(
  sql: Sql,
  page: RolloutPage,
  tenantIds: readonly number[] | null,
): Promise<PendingTenant[]> {
  return sql.query(READ_PENDING, [page.rolloutId, page.from, page.upTo, tenantIds]);
}

export interface PlacedTenant {
  readonly id: number;
  readonly state: Placement;
}

const lockIn = (states: string) =>
  statement<PlacedTenant>(`
    select tenant_id as id, state from rollout_tenants
    where rollout_id = $1 and position between $2 and $3 and state in (${states}) for update`);

const LOCK_PLACEMENTS = {
  toApply: lockIn(`'pending'`),
  toRevert: lockIn(`'pending', 'moved', 'held'`),
};

/** Locks and returns the placements of a page that are still to be applied, or to be reverted. */
export function lockPlacements(
  sql: Sql,
  page: RolloutPage,
  purpose: keyof typeof LOCK_PLACEMENTS,
): Promise<PlacedTenant[]> {
  return sql.query(LOCK_PLACEMENTS[purpose], [page.rolloutId, page.from, page.upTo]);
}

export interface TenantOfPage extends PendingTenant {
  readonly channel: string | null;
  readonly isArchived: boolean;
  readonly plannedReleaseId: number | null;
  readonly plannedChannel: string | null;
}

const READ_LOCKED = statement<TenantOfPage>(`
  select t.id, t.xmin::text as version, t.release_id as "releaseId", t.release_channel as channel,
    t.archived_at is not null as "isArchived", rt.from_release_id as "plannedReleaseId", rt.from_channel as "plannedChannel"
  from tenants t join rollout_tenants rt on rt.rollout_id = $1 and rt.tenant_id = t.id where t.id = any ($2::bigint[])`);

/** Returns these tenants as they are now and as they were planned. Called under their locks, it sees what the locks waited for. */
export function readTenantsOfPage(sql: Sql, rolloutId: number, tenantIds: readonly number[]): Promise<TenantOfPage[]> {
  return sql.query(READ_LOCKED, [rolloutId, tenantIds]);
}

/** The one statement that changes what a rollout has done with a tenant. */
const PLACE = perState(['moved', 'held', 'skipped', 'reverted'] as const satisfies readonly Placement[], (state) =>
  statement(`
    update rollout_tenants set state = '${state}', is_init_due = from_release_id = any ($3::bigint[]), reached_at = clock_timestamp()
    where rollout_id = $1 and tenant_id = any ($2::bigint[]) and ${mayMoveTo('state', PLACEMENT_TRANSITIONS, state)}`),
);

export interface Placements {
  readonly rolloutId: number;
  readonly tenantIds: readonly number[];
  readonly state: Exclude<Placement, 'pending'>;
  /** The former releases from which a tenant needs new options. */
  readonly initDueFrom?: readonly number[];
}

/** Records what became of these tenants; a tenant whose placement may not become that stays as it is. */
export async function placeTenants(sql: Sql, placements: Placements): Promise<void> {
  const { rolloutId, tenantIds, state, initDueFrom = [] } = placements;
  if (tenantIds.length > 0) await sql.query(PLACE[state], [rolloutId, tenantIds, initDueFrom]);
}

const FORMER_RELEASES = statement<{ id: number }>(`
  select distinct from_release_id as id from rollout_tenants
  where rollout_id = $1 and tenant_id = any ($2::bigint[]) and from_release_id is not null`);

/** Returns the releases that these tenants were on when the rollout was planned. */
export async function listFormerReleases(sql: Sql, rolloutId: number, tenantIds: readonly number[]): Promise<number[]> {
  return (await sql.query(FORMER_RELEASES, [rolloutId, tenantIds])).map(({ id }) => id);
}

const INIT_DUE = statement<{ tenant_id: number }>(
  `select tenant_id from rollout_tenants where rollout_id = $1 and is_init_due order by position limit $2`,
);

/** Returns the next tenants whose init sync is due. */
export async function listDueInitSyncs(sql: Sql, rolloutId: number, limit: number): Promise<number[]> {
  return (await sql.query(INIT_DUE, [rolloutId, limit])).map((row) => row.tenant_id);
}

const CLEAR_INIT_DUE = statement<{ tenant_id: number }>(`
  update rollout_tenants set is_init_due = false where rollout_id = $1 and tenant_id = $2 and is_init_due returning tenant_id`);

/** Returns whether the tenant's init sync was still due; it no longer is. */
export async function clearDueInitSync(sql: Sql, rolloutId: number, tenantId: number): Promise<boolean> {
  return (await sql.query(CLEAR_INIT_DUE, [rolloutId, tenantId])).length === 1;
}
