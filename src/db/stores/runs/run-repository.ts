import type { Scope } from '../../../domain/accounts/role.ts';
import type { AdmissionCaps } from '../../../domain/runs/explain-wait.ts';
import type { Run } from '../../../domain/runs/run.ts';
import type { FailureClass } from '../../../domain/runs/run-failure.ts';
import type { RunLane, RunMode, TriggerSource } from '../../../domain/runs/run-lane.ts';
import type { RunPhase } from '../../../domain/runs/run-phase.ts';
import type { Sql } from '../../database.ts';
import {
  defineCountBy,
  defineList,
  filterRows,
  type ListPage,
  type ListRequest,
  listRows,
  type SortColumn,
} from '../../list-rows.ts';
import { composedStatement, statement } from '../../statement.ts';
import { RUN_COLUMNS, type RunRecord, readRunRecords } from './run-records.ts';
import { runsWaitingTooLong } from './waits-too-long.ts';

/** Runs are numbered as they are queued, so this is also the order of time. */
export const RUN_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = { id: { column: 'r.id', type: 'bigint' } };

/** Of the runs of one tenant; over all of the hub these would sort a million rows. */
export const TENANT_RUN_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  ...RUN_SORT_COLUMNS,
  mode: { column: 'r.mode', type: 'text' },
  started_date: { column: `coalesce(r.started_at, 'infinity')`, type: 'timestamptz' },
  completed_date: { column: `coalesce(r.finished_at, 'infinity')`, type: 'timestamptz' },
  tenant_id: { column: 'r.tenant_id', type: 'bigint' },
  integration_id: { column: 'r.integration_id', type: 'bigint' },
};

export interface RunFilter {
  readonly tenantId?: number | undefined;
  readonly integrationId?: number | undefined;
  readonly phase?: RunPhase | undefined;
  readonly mode?: RunMode | undefined;
  readonly partnerId?: number | undefined;
  readonly lane?: RunLane | undefined;
  readonly source?: TriggerSource | undefined;
  readonly failureClass?: FailureClass | undefined;
  readonly releaseId?: number | undefined;
  readonly rerunOf?: number | undefined;
  /** Queued then or later. */
  readonly from?: Date | undefined;
  /** Queued before. */
  readonly to?: Date | undefined;
  readonly needsAttention?: boolean | undefined;
  readonly isFinished?: boolean | undefined;
  readonly triggerId?: number | undefined;
  /** Any of these; those that are not there, or not in the scope, are left out. */
  readonly ids?: readonly number[] | undefined;
}

// A run belongs to whom its integration belongs to now.
const IN_SCOPE = 'exists (select 1 from integrations i where i.id = r.integration_id and i.partner_id = ?)';
const SCOPED = `($2::bigint is null or ${IN_SCOPE.replace('?', '$2')})`;

const NEEDS_ATTENTION = `r.id in (
  select x.run_id from tenant_troubles x union all ${runsWaitingTooLong('q.id')})`;

const RUNS = defineList({
  from: 'runs r',
  alias: 'r',
  columns: RUN_COLUMNS,
  filters: {
    scopePartnerId: IN_SCOPE,
    tenantId: 'r.tenant_id = ?',
    integrationId: 'r.integration_id = ?',
    partnerId: 'r.integration_id in (select i.id from integrations i where i.partner_id = ?)',
    phase: 'r.phase = ?',
    mode: 'r.mode = ?',
    lane: 'r.lane = ?',
    source: 'exists (select 1 from triggers g where g.run_id = r.id and g.source = ?)',
    failureClass: `r.phase = 'failed' and r.failure ->> 'class' = ?`,
    releaseId: 'r.release_id = ?',
    rerunOf: 'r.rerun_of = ?',
    isFinished: `r.phase in ('succeeded', 'failed', 'cancelled')`,
    isUnfinished: `r.phase in ('queued', 'running')`,
    triggerId: 'r.id = (select g.run_id from triggers g where g.id = ?)',
    ids: 'r.id = any(?::bigint[])',
    from: 'r.queued_at >= ?',
    to: 'r.queued_at < ?',
    needsAttention: NEEDS_ATTENTION,
    needsNoAttention: `not ${NEEDS_ATTENTION}`,
  },
  sortColumns: TENANT_RUN_SORT_COLUMNS,
});

const countByPhase = defineCountBy(RUNS, 'r.phase');

/** Returns how many of these runs there are in each phase. */
export function countRuns(sql: Sql, scope: Scope, filter: RunFilter): Promise<Record<string, number>> {
  return countByPhase(sql, toFilters(scope, filter));
}

function toFilters(scope: Scope, filter: RunFilter) {
  const { needsAttention, isFinished, ...rest } = filter;
  return {
    ...rest,
    scopePartnerId: scope.partnerId ?? undefined,
    isFinished: isFinished === true || undefined,
    isUnfinished: isFinished === false || undefined,
    needsAttention: needsAttention === true || undefined,
    needsNoAttention: needsAttention === false || undefined,
  };
}

/** Returns the ids of the runs that match, at most `limit` of them, the oldest first. */
export async function findRunIds(sql: Sql, scope: Scope, filter: RunFilter, limit: number): Promise<number[]> {
  const { condition, values } = filterRows(RUNS, toFilters(scope, filter));
  const text = composedStatement<{ id: number }>(
    `select r.id from ${RUNS.from} where ${condition} order by r.id limit ${Number(limit)}`,
  );
  return (await sql.query(text, values)).map(({ id }) => id);
}

export async function listRuns(
  sql: Sql,
  caps: AdmissionCaps,
  scope: Scope,
  filter: RunFilter,
  request: ListRequest,
): Promise<ListPage<RunRecord>> {
  const filters = toFilters(scope, filter);
  const page = await listRows<Run, keyof typeof filters>(sql, RUNS, filters, request);
  return { ...page, items: await readRunRecords(sql, caps, page.items, 'list') };
}

const FIND_RUN = statement<Run>(`select ${RUN_COLUMNS} from runs r where r.id = $1 and ${SCOPED}`);

export async function findRun(sql: Sql, caps: AdmissionCaps, scope: Scope, id: number): Promise<RunRecord | null> {
  const rows = await sql.query(FIND_RUN, [id, scope.partnerId]);
  return (await readRunRecords(sql, caps, rows, 'one'))[0] ?? null;
}

const IS_IN_SCOPE = statement(`select 1 from runs r where r.id = $1 and ${SCOPED}`);

export async function isRunInScope(sql: Sql, scope: Scope, id: number): Promise<boolean> {
  return (await sql.query(IS_IN_SCOPE, [id, scope.partnerId])).length > 0;
}

export interface TriggerState {
  readonly runId: number;
  readonly phase: RunPhase;
  readonly failureClass: FailureClass | null;
  readonly isStarted: boolean;
}

const FIND_TRIGGER_STATE = statement<TriggerState>(`
  select r.id as "runId", r.phase, r.failure ->> 'class' as "failureClass", r.started_at is not null as "isStarted"
  from triggers t join runs r on r.id = t.run_id where t.id = $1 and ${SCOPED}`);

/** Returns the state of the run that the trigger is part of. */
export async function findTriggerState(sql: Sql, scope: Scope, triggerId: number): Promise<TriggerState | null> {
  return (await sql.query(FIND_TRIGGER_STATE, [triggerId, scope.partnerId]))[0] ?? null;
}
