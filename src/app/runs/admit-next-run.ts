import type { Sql } from '../../db/database.ts';
import { waitsForResume } from '../../db/stores/runs/waits-for-resume.ts';
import { LIVE_RUN_SLOTS } from '../../db/stores/workers/worker-store.ts';
import type { SchemaChecks } from '../../domain/manifest/schema-checks.ts';
import { type AdmissionCaps, lowerCap } from '../../domain/runs/explain-wait.ts';
import { chooseNextRun, type QueuedRun, type RunLane } from '../../domain/runs/run-lane.ts';
import { type ReleaseToResolve, resolveRelease } from './resolve-release.ts';

/** What admission decides by. */
export interface AdmissionRules {
  readonly caps: AdmissionCaps;
  readonly schemas: SchemaChecks;
}

export interface LockedTenant extends ReleaseToResolve {
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly isArchived: boolean;
  readonly releaseChannel: string | null;
  readonly lastLane: RunLane | null;
  readonly isBusy: boolean;
}

/** Locks a tenant's row until the transaction ends; the first lock of every transaction about its runs. */
export async function lockTenant(sql: Sql, tenantId: number): Promise<LockedTenant | null> {
  const locked = await sql.query<{ id: number }>(`select id from tenants where id = $1 for no key update`, [tenantId]);
  if (locked.length === 0) return null;
  // A statement of its own: what the lock waited for has to be seen.
  const rows = await sql.query<LockedTenant>(
    `select t.id, t.integration_id as "integrationId", i.partner_id as "partnerId",
       (t.archived_at is not null or i.archived_at is not null) as "isArchived",
       t.release_channel as "releaseChannel", t.release_id as "recordedReleaseId", next_release_id(t) as "nextReleaseId", t.last_lane as "lastLane",
       exists (select 1 from runs r where r.tenant_id = t.id and r.phase = 'running') as "isBusy"
     from tenants t join integrations i on i.id = t.integration_id where t.id = $1`,
    [tenantId],
  );
  return rows[0] ?? null;
}

/** `if-nobody-waits` leaves it to the relay where its lock is taken or other tenants wait; `in-turn` is the relay itself. */
export type AdmissionTurn = 'if-nobody-waits' | 'in-turn';

/**
 * Admits the next queued run of a locked tenant where the caps and slots allow it, and answers its id, else null. Counts
 * live runs under the admission lock, so the caps are exact.
 */
export async function admitNextRun(
  sql: Sql,
  rules: AdmissionRules,
  tenant: LockedTenant,
  turn: AdmissionTurn,
): Promise<number | null> {
  if (tenant.isBusy) return null;
  // Before the admission lock: a schema may take its time.
  const releaseId = await resolveRelease(sql, rules.schemas, tenant);
  if (releaseId === null) return null;
  if (!(await acquireAdmissionLock(sql, turn))) return null;
  const room = await readCapacity(sql, tenant, turn);
  if (!hasCapacity(room, rules.caps)) return null;
  const queued = await sql.query<QueuedRun>(
    `select r.id, r.lane, r.queued_at as "queuedAt" from runs r join tenants t on t.id = r.tenant_id
     where r.tenant_id = $1 and r.phase = 'queued' and not ${waitsForResume('r', 't')} for update of r skip locked`,
    [tenant.id],
  );
  const next = chooseNextRun(queued, tenant.lastLane);
  if (!next) return null;
  await admit(sql, next.id, releaseId);
  return next.id;
}

const ADMISSION_LOCK = 7_240_001;

async function acquireAdmissionLock(sql: Sql, turn: AdmissionTurn): Promise<boolean> {
  if (turn === 'in-turn') {
    await sql.query(`select pg_advisory_xact_lock($1)`, [ADMISSION_LOCK]);
    return true;
  }
  const rows = await sql.query<{ taken: boolean }>(`select pg_try_advisory_xact_lock($1) as taken`, [ADMISSION_LOCK]);
  return rows[0]?.taken === true;
}

interface Capacity {
  readonly slots: number;
  readonly live: number;
  readonly ofIntegration: number;
  readonly ofPartner: number;
  readonly integrationCap: number | null;
  readonly partnerCap: number | null;
  readonly isSomebodyWaiting: boolean;
}

const CAPACITY = `
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
  from runs where phase = 'running'`;

async function readCapacity(sql: Sql, tenant: LockedTenant, turn: AdmissionTurn): Promise<Capacity> {
  const rows = await sql.query<Capacity>(CAPACITY, [
    tenant.integrationId,
    tenant.partnerId,
    tenant.id,
    turn === 'if-nobody-waits',
  ]);
  return rows[0] as Capacity;
}

function hasCapacity(room: Capacity, caps: AdmissionCaps): boolean {
  return (
    !room.isSomebodyWaiting &&
    room.live < Math.min(admissibleRuns(room.slots), caps.hub) &&
    room.ofIntegration < lowerCap(caps.integration, room.integrationCap) &&
    room.ofPartner < lowerCap(caps.partner, room.partnerCap)
  );
}

/**
 * A quarter more than the workers' slots, so that a slot that gets free has its next run at hand; none more than a single
 * slot, behind which another partner's run would wait twice.
 */
export function admissibleRuns(slots: number): number {
  return slots < 2 ? slots : slots + Math.max(1, Math.floor(slots / 4));
}

/** The snapshot a run keeps: release, configs, metadata. A rerun has brought its own along. */
async function admit(sql: Sql, runId: number, releaseId: number): Promise<void> {
  await sql.query(
    `update runs r set phase = 'running', admitted_at = clock_timestamp(), log_day = (now() at time zone 'utc')::date,
       release_id = coalesce(r.release_id, $2), configs = coalesce(r.configs, t.configs),
       metadata = coalesce(r.metadata, (select m.data from tenant_metadata m where m.tenant_id = t.id), '{}'::jsonb)
     from tenants t where r.id = $1 and t.id = r.tenant_id`,
    [runId, releaseId],
  );
}
