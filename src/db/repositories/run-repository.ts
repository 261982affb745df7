import type { Scope } from '../../domain/access/role.ts';
import type { AdmissionCaps } from '../../domain/runs/explain-wait.ts';
import type { Attempt, Run, Trigger } from '../../domain/runs/run.ts';
import type { FailureClass } from '../../domain/runs/run-failure.ts';
import type { RunMode } from '../../domain/runs/run-lane.ts';
import type { RunPhase } from '../../domain/runs/run-phase.ts';
import type { Database, Sql } from '../database.ts';
import { AttemptEntity, type AttemptRow } from '../entities/attempt-entity.ts';
import { RunEntity, type RunRow } from '../entities/run-entity.ts';
import { TriggerEntity, type TriggerRow } from '../entities/trigger-entity.ts';
import { type ListPage, type ListRequest, listRows, type SortColumn, WhereClause } from '../list-rows.ts';
import { type RunWait, readRunWaits } from './run-waits.ts';

/** Runs are numbered as they are queued, so this is also the order of time. */
export const RUN_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = { id: { column: 'r.id', type: 'bigint' } };

export interface RunFilter {
  readonly tenantId?: number | undefined;
  readonly integrationId?: number | undefined;
  readonly phase?: RunPhase | undefined;
  readonly mode?: RunMode | undefined;
}

/** A run with what belongs to it. */
export interface RunRecord {
  readonly run: Run;
  readonly triggers: readonly Trigger[];
  readonly attempts: readonly Attempt[];
  /** Null for a run that has ended. */
  readonly wait: RunWait | null;
}

export async function listRuns(
  db: Database,
  caps: AdmissionCaps,
  scope: Scope,
  filter: RunFilter,
  request: ListRequest,
): Promise<ListPage<RunRecord>> {
  const where = new WhereClause();
  if (scope.partnerId !== null) where.add(IN_SCOPE, scope.partnerId);
  if (filter.tenantId !== undefined) where.add('r.tenant_id = ?', filter.tenantId);
  if (filter.integrationId !== undefined) where.add('r.integration_id = ?', filter.integrationId);
  if (filter.phase !== undefined) where.add('r.phase = ?', filter.phase);
  if (filter.mode !== undefined) where.add('r.mode = ?', filter.mode);
  const source = { from: 'runs r', alias: 'r', where, sortColumns: RUN_SORT_COLUMNS };
  const page = await listRows<{ id: number }>(db, source, request);
  return { ...page, items: await toRecords(db, caps, page.items) };
}

export async function findRun(db: Database, caps: AdmissionCaps, scope: Scope, id: number): Promise<RunRecord | null> {
  const rows = await db.query<{ id: number }>(`select r.* from runs r where r.id = $1 and ${SCOPED}`, [
    id,
    scope.partnerId,
  ]);
  return (await toRecords(db, caps, rows))[0] ?? null;
}

export async function isRunInScope(sql: Sql, scope: Scope, id: number): Promise<boolean> {
  const found = await sql.query(`select 1 from runs r where r.id = $1 and ${SCOPED}`, [id, scope.partnerId]);
  return found.length > 0;
}

export interface TriggerState {
  readonly phase: RunPhase;
  readonly failureClass: FailureClass | null;
  readonly isStarted: boolean;
}

/** How the run of a trigger is doing. */
export async function findTriggerState(sql: Sql, scope: Scope, triggerId: number): Promise<TriggerState | null> {
  const [row] = await sql.query<{ phase: RunPhase; failure_class: FailureClass | null; is_started: boolean }>(
    `select r.phase, r.failure->>'class' as failure_class, r.started_at is not null as is_started
     from triggers t join runs r on r.id = t.run_id where t.id = $1 and ${SCOPED}`,
    [triggerId, scope.partnerId],
  );
  return row ? { phase: row.phase, failureClass: row.failure_class, isStarted: row.is_started } : null;
}

// A run belongs to whom its integration belongs to now.
const IN_SCOPE = 'exists (select 1 from integrations i where i.id = r.integration_id and i.partner_id = ?)';
const SCOPED = `($2::bigint is null or ${IN_SCOPE.replace('?', '$2')})`;

async function toRecords(db: Database, caps: AdmissionCaps, rows: readonly { id: number }[]): Promise<RunRecord[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const em = db.em();
  const [triggerRows, attemptRows, waits] = await Promise.all([
    db.query(`select * from triggers where run_id = any($1::bigint[]) order by id`, [ids]),
    db.query(`select * from attempts where run_id = any($1::bigint[]) order by number`, [ids]),
    readRunWaits(db, caps, ids),
  ]);
  const triggers = triggerRows.map((row) => em.map(TriggerEntity, row));
  const attempts = attemptRows.map((row) => em.map(AttemptEntity, row));
  return rows.map((row) => ({
    run: toRun(em.map(RunEntity, row)),
    triggers: triggers.filter((trigger) => trigger.runId === row.id).map(toTrigger),
    attempts: attempts.filter((attempt) => attempt.runId === row.id).map(toAttempt),
    wait: waits.get(row.id) ?? null,
  }));
}

function toRun(row: RunRow): Run {
  return {
    id: row.id,
    tenantId: row.tenantId,
    integrationId: row.integrationId,
    partnerId: row.partnerId ?? null,
    lane: row.lane,
    mode: row.mode,
    phase: row.phase,
    queuedAt: row.queuedAt,
    admittedAt: row.admittedAt ?? null,
    startedAt: row.startedAt ?? null,
    finishedAt: row.finishedAt ?? null,
    releaseId: row.releaseId ?? null,
    rerunOf: row.rerunOf ?? null,
    cancelRequestedAt: row.cancelRequestedAt ?? null,
    failure: row.failure ?? null,
    warnings: row.warnings,
    logLineCount: row.logLineCount,
    isLogComplete: row.isLogComplete,
  };
}

function toTrigger(row: TriggerRow): Trigger {
  const { id, source, mode, createdAt } = row;
  return { id, runId: row.runId ?? null, source, mode, body: row.body ?? null, createdAt };
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    number: row.number,
    state: row.state,
    workerId: row.workerId,
    startedAt: row.startedAt ?? null,
    finishedAt: row.finishedAt ?? null,
    exitCode: row.exitCode ?? null,
    signal: row.signal ?? null,
    failure: row.failure ?? null,
  };
}
