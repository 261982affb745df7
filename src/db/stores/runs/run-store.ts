import type { RetryPolicy } from '../../../domain/runs/retry-policy.ts';
import type { RunLane, RunMode } from '../../../domain/runs/run-lane.ts';
import type { RunPhase } from '../../../domain/runs/run-phase.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface QueuedLane {
  readonly id: number;
  readonly mode: RunMode;
  /** How many triggers it bundles. */
  readonly triggers: number;
  /** Of their bodies and headers together. */
  readonly payloadBytes: number;
}

const LOCK_QUEUED_LANE = statement<QueuedLane>(`
  select r.id, r.mode, b.triggers, b.bytes as "payloadBytes"
  from runs r cross join lateral (
    select count(*) as triggers,
      coalesce(sum(coalesce(octet_length(t.body), 0) + coalesce(octet_length(t.headers::text), 0)), 0)::bigint as bytes
    from triggers t where t.run_id = r.id) b
  where r.tenant_id = $1 and r.lane = $2 and r.phase = 'queued' for update of r`);

/** Locks the queued run of a tenant's lane, which all lanes but the reruns' have one of at most. Returns null where there is none. */
export async function lockQueuedLane(sql: Sql, tenantId: number, lane: RunLane): Promise<QueuedLane | null> {
  return (await sql.query(LOCK_QUEUED_LANE, [tenantId, lane]))[0] ?? null;
}

export interface NewRun {
  readonly tenantId: number;
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly lane: RunLane;
  readonly mode: RunMode;
}

const INSERT_RUN = statement<{ id: number }>(`
  insert into runs (tenant_id, integration_id, partner_id, lane, mode, phase)
  values ($1, $2, $3, $4, $5, 'queued') returning id`);

/** Inserts a queued run and returns its id. */
export async function insertRun(sql: Sql, run: NewRun): Promise<number> {
  const [row] = await sql.query(INSERT_RUN, [run.tenantId, run.integrationId, run.partnerId, run.lane, run.mode]);
  return (row as { id: number }).id;
}

const UPDATE_MODE = statement(`update runs set mode = $2 where id = $1`);

export async function updateRunMode(sql: Sql, runId: number, mode: RunMode): Promise<void> {
  await sql.query(UPDATE_MODE, [runId, mode]);
}

const FIND_PHASE = statement<{ phase: RunPhase }>(`select phase from runs where id = $1`);

export async function findRunPhase(sql: Sql, runId: number): Promise<RunPhase | null> {
  return (await sql.query(FIND_PHASE, [runId]))[0]?.phase ?? null;
}

export interface LockedRun {
  readonly id: number;
  readonly tenantId: number;
  readonly mode: RunMode;
  readonly retryPolicy: Partial<RetryPolicy>;
  readonly isCancelRequested: boolean;
}

const LOCK_TENANT_OF_RUN = statement(`
  select id from tenants where id = (select tenant_id from runs where id = $1) for no key update`);

const LOCK_RUNNING_RUN = statement<LockedRun>(`
  select r.id, r.tenant_id as "tenantId", r.mode, i.retry_policy as "retryPolicy",
    r.cancel_requested_at is not null as "isCancelRequested"
  from runs r join integrations i on i.id = r.integration_id
  where r.id = $1 and r.phase = 'running' for update of r`);

/** Locks the tenant's row and then the run's, in the order in which everything locks them. Returns null where the run is not running. */
export async function lockRunningRun(sql: Sql, runId: number): Promise<LockedRun | null> {
  await sql.query(LOCK_TENANT_OF_RUN, [runId]);
  return (await sql.query(LOCK_RUNNING_RUN, [runId]))[0] ?? null;
}

const SCHEDULE_NEXT_ATTEMPT = statement(`
  update runs set next_attempt_at = clock_timestamp() + make_interval(secs => $2 / 1000.0) where id = $1`);

/** The run's next attempt is due `delayMs` from now. */
export async function scheduleNextAttempt(sql: Sql, runId: number, delayMs: number): Promise<void> {
  await sql.query(SCHEDULE_NEXT_ATTEMPT, [runId, delayMs]);
}

/** The execution of a workflow that executes a run. */
export interface RunExecution {
  readonly workflowId: string;
  readonly runId: string;
}

const RECORD_EXECUTOR = statement<{ mode: RunMode; releaseId: number }>(`
  update runs set executor_workflow_id = $2, executor_run_id = $3, executor_at = clock_timestamp()
  where id = $1 and phase = 'running' returning mode, release_id as "releaseId"`);

/** Records the workflow that executes a running run. Returns null where the run is not running. */
export async function recordRunExecutor(
  sql: Sql,
  runId: number,
  executor: RunExecution,
): Promise<{ readonly mode: RunMode; readonly releaseId: number } | null> {
  return (await sql.query(RECORD_EXECUTOR, [runId, executor.workflowId, executor.runId]))[0] ?? null;
}

const FIND_RUN_OF_EXECUTOR = statement<{ id: number }>(`
  select id from runs where tenant_id = $1 and phase = 'running' and executor_run_id = $2`);

/** Returns the tenant's running run that the workflow execution `executorRunId` executes; null where it executes none. */
export async function findRunOfExecutor(sql: Sql, tenantId: number, executorRunId: string): Promise<number | null> {
  return (await sql.query(FIND_RUN_OF_EXECUTOR, [tenantId, executorRunId]))[0]?.id ?? null;
}

export interface RerunOriginalRow {
  readonly id: number;
  readonly phase: RunPhase;
  readonly mode: RunMode;
  readonly releaseId: number | null;
  readonly configs: Readonly<Record<string, unknown>> | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly hasSnapshot: boolean;
  readonly releaseNumber: number | null;
  readonly isArtifactGone: boolean;
  readonly tenantConfigs: Readonly<Record<string, unknown>>;
  readonly tenantMetadata: Readonly<Record<string, unknown>>;
}

// The key lock is the one that a reference takes: an artifact that is being removed is seen as gone, or stays.
const LOCK_RELEASE_OF_RUN = statement(`
  select id from releases where id = (select release_id from runs where id = $1) for key share`);

const READ_ORIGINAL = statement<RerunOriginalRow>(`
  select r.id, r.phase, r.mode, r.release_id as "releaseId", r.configs, r.metadata,
    r.release_id is not null and r.configs is not null and r.metadata is not null as "hasSnapshot",
    l.number as "releaseNumber", l.artifact_removed_at is not null as "isArtifactGone",
    t.configs as "tenantConfigs", coalesce(m.data, '{}'::jsonb) as "tenantMetadata"
  from runs r join tenants t on t.id = r.tenant_id
    left join tenant_metadata m on m.tenant_id = t.id
    left join releases l on l.id = r.release_id
  where r.id = $1`);

/** Returns a run that is to be run again, and keeps its release's artifact until the transaction ends. */
export async function lockRerunOriginal(sql: Sql, runId: number): Promise<RerunOriginalRow | null> {
  await sql.query(LOCK_RELEASE_OF_RUN, [runId]);
  return (await sql.query(READ_ORIGINAL, [runId]))[0] ?? null;
}

const FIND_TENANT_OF_RUN = statement<{ tenant_id: number }>(`select tenant_id from runs where id = $1`);

export async function findTenantOfRun(sql: Sql, runId: number): Promise<number | null> {
  return (await sql.query(FIND_TENANT_OF_RUN, [runId]))[0]?.tenant_id ?? null;
}

const COUNT_QUEUED_RERUNS = statement<{ queued: number }>(`
  select count(*) as queued from runs where tenant_id = $1 and phase = 'queued' and lane = 'rerun'`);

export async function countQueuedReruns(sql: Sql, tenantId: number): Promise<number> {
  return (await sql.query(COUNT_QUEUED_RERUNS, [tenantId]))[0]?.queued ?? 0;
}

export interface NewRerun {
  readonly originalId: number;
  /** Null in any of these is filled in when the run is admitted. */
  readonly releaseId: number | null;
  readonly configs: Readonly<Record<string, unknown>> | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

const INSERT_RERUN = statement<{ id: number }>(`
  insert into runs (tenant_id, integration_id, partner_id, lane, mode, phase, rerun_of, release_id, configs, metadata)
  select r.tenant_id, r.integration_id, i.partner_id, 'rerun', r.mode, 'queued', r.id, $2, $3, $4
  from runs r join integrations i on i.id = r.integration_id where r.id = $1 returning id`);

/** Inserts a queued rerun of a run and returns its id. */
export async function insertRerun(sql: Sql, { originalId, releaseId, configs, metadata }: NewRerun): Promise<number> {
  const [row] = await sql.query(INSERT_RERUN, [
    originalId,
    releaseId,
    configs && JSON.stringify(configs),
    metadata && JSON.stringify(metadata),
  ]);
  return (row as { id: number }).id;
}
