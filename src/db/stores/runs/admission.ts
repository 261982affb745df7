import type { QueuedRun, RunLane } from '../../../domain/runs/run-lane.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import { LIVE_RUN_SLOTS } from '../workers/worker-store.ts';
import { waitsForResume } from './waits-for-resume.ts';

/** What a transaction about a tenant's runs knows of the tenant. */
export interface RunTenant {
  readonly id: number;
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly isArchived: boolean;
  readonly releaseChannel: string | null;
  /** The release that the tenant has recorded. */
  readonly recordedReleaseId: number | null;
  /** The release that it runs next. */
  readonly nextReleaseId: number | null;
  readonly lastLane: RunLane | null;
  /** Whether one of its runs is running. */
  readonly isBusy: boolean;
}

const LOCK_TENANT = statement(`select id from tenants where id = $1 for no key update`);

const READ_TENANT = statement<RunTenant>(`
  select t.id, t.integration_id as "integrationId", i.partner_id as "partnerId",
    (t.archived_at is not null or i.archived_at is not null) as "isArchived",
    t.release_channel as "releaseChannel", t.release_id as "recordedReleaseId", next_release_id(t) as "nextReleaseId",
    t.last_lane as "lastLane",
    exists (select 1 from runs r where r.tenant_id = t.id and r.phase = 'running') as "isBusy"
  from tenants t join integrations i on i.id = t.integration_id where t.id = $1`);

/** Locks a tenant's row until the transaction ends; the first lock of every transaction about its runs. */
export async function lockRunTenant(sql: Sql, tenantId: number): Promise<RunTenant | null> {
  if ((await sql.query(LOCK_TENANT, [tenantId])).length === 0) return null;
  // A statement of its own, which sees what the lock waited for.
  return (await sql.query(READ_TENANT, [tenantId]))[0] ?? null;
}

export interface Capacity {
  readonly slots: number;
  readonly live: number;
  readonly ofIntegration: number;
  readonly ofPartner: number;
  readonly integrationCap: number | null;
  readonly partnerCap: number | null;
  /** Whether a run of another tenant waits that could be admitted; false where that was not requested. */
  readonly isSomebodyWaiting: boolean;
}

const READ_CAPACITY = statement<Capacity>(`
  select
    ${LIVE_RUN_SLOTS} as slots,
    count(*)::int as live,
    count(*) filter (where integration_id = $1)::int as "ofIntegration",
    count(*) filter (where partner_id is not distinct from $2)::int as "ofPartner",
    (select run_cap from integrations where id = $1) as "integrationCap",
    (select run_cap from partners where id = $2) as "partnerCap",
    $4 and exists (
      select 1 from runs q join tenants qt on qt.id = q.tenant_id
      where q.phase = 'queued' and q.tenant_id <> $3 and not ${waitsForResume('q', 'qt')}
      and not exists (select 1 from runs x where x.tenant_id = q.tenant_id and x.phase = 'running')
    ) as "isSomebodyWaiting"
  from runs where phase = 'running'`);

/** Returns how many runs are running, by what they belong to, with the slots and their own caps. */
export async function readCapacity(sql: Sql, tenant: RunTenant, isWaitingAsked: boolean): Promise<Capacity> {
  const values = [tenant.integrationId, tenant.partnerId, tenant.id, isWaitingAsked];
  return (await sql.query(READ_CAPACITY, values))[0] as Capacity;
}

const LOCK_QUEUED_RUNS = statement<QueuedRun>(`
  select r.id, r.lane, r.queued_at as "queuedAt" from runs r join tenants t on t.id = r.tenant_id
  where r.tenant_id = $1 and r.phase = 'queued' and not ${waitsForResume('r', 't')} for update of r skip locked`);

/** Locks and returns the queued runs of a tenant that do not wait for its resume. */
export function lockQueuedRuns(sql: Sql, tenantId: number): Promise<QueuedRun[]> {
  return sql.query(LOCK_QUEUED_RUNS, [tenantId]);
}

const FIND_JOINABLE_REFRESH = statement<{ runId: number; triggerId: number }>(`
  select r.id as "runId", max(t.id) as "triggerId" from runs r join triggers t on t.run_id = r.id
  where r.tenant_id = $1 and r.lane = 'init' and r.phase = 'running' and r.cancel_requested_at is null
    and r.release_id = $2
  group by r.id`);

/** Returns the tenant's running init sync on that release, and its newest trigger, unless its cancel was requested. */
export async function findRunningRefresh(
  sql: Sql,
  tenantId: number,
  releaseId: number | null,
): Promise<{ readonly runId: number; readonly triggerId: number } | null> {
  return (await sql.query(FIND_JOINABLE_REFRESH, [tenantId, releaseId]))[0] ?? null;
}

const FIND_QUEUED_REFRESH = statement(`
  select 1 from runs where tenant_id = $1 and lane = 'init' and phase = 'queued'`);

export async function hasQueuedRefresh(sql: Sql, tenantId: number): Promise<boolean> {
  return (await sql.query(FIND_QUEUED_REFRESH, [tenantId])).length > 0;
}
