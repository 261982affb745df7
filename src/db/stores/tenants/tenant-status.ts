import type { FailureClass } from '../../../domain/runs/run-failure.ts';
import type { RunMode } from '../../../domain/runs/run-lane.ts';
import type { RunPhase } from '../../../domain/runs/run-phase.ts';
import { type EffectiveSchedule, effectiveSchedule } from '../../../domain/schedules/effective-schedule.ts';
import { type Schedule, type SchedulePolicy, toSchedulePolicy } from '../../../domain/schedules/schedule.ts';
import type { Sql } from '../../database.ts';
import { statement } from '../../statement.ts';

export interface StatusRun {
  readonly id: number;
  readonly mode: RunMode;
  readonly phase: RunPhase;
  readonly failureClass: FailureClass | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

export interface ConnectorStatus {
  readonly name: string;
  readonly status: string;
  readonly lastChange: string | null;
}

/** What is known of a tenant beside its own row. */
export interface TenantStatus {
  readonly lastRun: StatusRun | null;
  readonly lastSuccessfulRun: StatusRun | null;
  readonly currentRun: StatusRun | null;
  readonly connectors: readonly ConnectorStatus[];
  /** When the last of the options of dynamic configs were fetched. */
  readonly optionsFetchedAt: Date | null;
  /** Why the last init sync returned none, or not all. */
  readonly optionsError: string | null;
  /** The release that a run beginning now would take. */
  readonly nextReleaseId: number | null;
  readonly effectiveSchedule: EffectiveSchedule | null;
  /** The next time that it is due, spread included; null = never, as things are. */
  readonly nextDueAt: Date | null;
  readonly names: TenantNames;
}

/** What a list shows of what a tenant belongs to. */
export interface TenantNames {
  readonly integrationName: string;
  readonly partnerId: number | null;
  readonly partnerName: string | null;
  readonly releaseNumber: number | null;
  readonly nextReleaseNumber: number | null;
  readonly pausedByName: string | null;
}

/** Returns the status of all these tenants, in four statements whatever their number. */
export async function readTenantStatus(
  sql: Sql,
  tenantIds: readonly number[],
): Promise<ReadonlyMap<number, TenantStatus>> {
  if (tenantIds.length === 0) return new Map();
  const [summaries, current, connectors, rest] = await Promise.all([
    sql.query(SUMMARIES, [tenantIds]),
    sql.query(CURRENT_RUNS, [tenantIds]),
    sql.query(CONNECTORS, [tenantIds]),
    sql.query(REST, [tenantIds]),
  ]);
  const last = new Map(summaries.filter((row) => row.kind === 'last').map((row) => [row.tenant_id, toRun(row)]));
  const successful = summaries.filter((row) => row.kind === 'last_successful');
  const lastSuccessful = new Map(successful.map((row) => [row.tenant_id, toRun(row)]));
  const running = new Map(current.map((row) => [row.tenant_id, toRun(row)]));
  const connectorsOf = new Map(connectors.map((row) => [row.tenant_id, row.connectors]));
  const statusOf = (row: RestRow): TenantStatus => ({
    lastRun: last.get(row.id) ?? null,
    lastSuccessfulRun: lastSuccessful.get(row.id) ?? null,
    currentRun: running.get(row.id) ?? null,
    connectors: connectorsOf.get(row.id) ?? [],
    optionsFetchedAt: row.options_fetched_at,
    optionsError: row.options_error,
    nextReleaseId: row.next_release_id,
    effectiveSchedule: effectiveSchedule({
      own: row.schedule,
      userSchedule: row.user_schedule,
      policy: toSchedulePolicy(row.schedule_policy),
    }),
    nextDueAt: row.next_due_at,
    names: {
      integrationName: row.integration_name,
      partnerId: row.partner_id,
      partnerName: row.partner_name,
      releaseNumber: row.release_number,
      nextReleaseNumber: row.next_release_number,
      pausedByName: row.paused_by_name,
    },
  });
  return new Map(rest.map((row) => [row.id, statusOf(row)]));
}

/** @throws Error where it has none: every tenant has one, and none is ever deleted */
export function requireStatus(status: ReadonlyMap<number, TenantStatus>, tenantId: number): TenantStatus {
  const found = status.get(tenantId);
  if (!found) throw new Error(`The tenant ${tenantId} has no status.`);
  return found;
}

interface RunRow {
  tenant_id: number;
  run_id: number;
  mode: RunMode;
  phase: RunPhase;
  failure_class: FailureClass | null;
  started_at: Date | null;
  finished_at: Date | null;
}

type CurrentRow = RunRow;
type SummaryRow = RunRow & { kind: 'last' | 'last_successful' };
type ConnectorRow = { tenant_id: number; connectors: ConnectorStatus[] };

interface RestRow {
  id: number;
  options_fetched_at: Date | null;
  options_error: string | null;
  next_release_id: number | null;
  next_due_at: Date | null;
  schedule: Schedule | null;
  user_schedule: string | null;
  schedule_policy: Partial<SchedulePolicy>;
  integration_name: string;
  partner_id: number | null;
  partner_name: string | null;
  release_number: number | null;
  next_release_number: number | null;
  paused_by_name: string | null;
}

function toRun(row: RunRow): StatusRun {
  return {
    id: row.run_id,
    mode: row.mode,
    phase: row.phase,
    failureClass: row.failure_class,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

const SUMMARIES = statement<SummaryRow>(`
  select tenant_id, kind, run_id, mode, phase, failure_class, started_at, finished_at
  from tenant_run_summaries where tenant_id = any($1::bigint[])`);

const CURRENT_RUNS = statement<CurrentRow>(`
  select distinct on (tenant_id) tenant_id, id as run_id, mode, phase, null as failure_class, started_at, finished_at
  from runs where tenant_id = any($1::bigint[]) and phase in ('queued', 'running')
  order by tenant_id, phase = 'running' desc, queued_at, id`);

const CONNECTORS = statement<ConnectorRow>(`
  select t.id as tenant_id, jsonb_agg(jsonb_build_object('name', c.name,
      'status', coalesce(cn.status, 'disconnected'), 'lastChange', cn.last_change) order by ic.position, c.id) as connectors
  from tenants t
  join integration_connectors ic on ic.integration_id = t.integration_id
  join connectors c on c.id = ic.connector_id
  left join connections cn on cn.connector_id = c.id and case when ic.is_global
    then cn.integration_id = t.integration_id and cn.tenant_id is null else cn.tenant_id = t.id end
  where t.id = any($1::bigint[]) group by t.id`);

// The release that a tenant runs next depends on these four columns alone, so it is read once for each combination of them.
const REST = statement<RestRow>(`
  with asked as (select t as tenant, t.* from tenants t where t.id = any($1::bigint[])),
  kinds as (
    select distinct on (integration_id, release_channel, release_id, is_held) integration_id, release_channel, release_id, is_held,
      next_release_id(tenant) as next_release_id
    from (select *, held_reason is not null as is_held from asked) a)
  select t.id, k.next_release_id, t.next_due_at, t.schedule, t.user_schedule, i.schedule_policy,
    (select max(o.fetched_at) from tenant_options o where o.tenant_id = t.id) as options_fetched_at,
    (select f.error_message from tenant_refreshes f where f.tenant_id = t.id) as options_error,
    i.long_name as integration_name, i.partner_id, p.name as partner_name, actor_name(t.paused_by) as paused_by_name,
    (select r.number from releases r where r.id = t.release_id) as release_number,
    (select r.number from releases r where r.id = k.next_release_id) as next_release_number
  from asked t join integrations i on i.id = t.integration_id left join partners p on p.id = i.partner_id
    join kinds k on k.integration_id = t.integration_id and k.is_held = (t.held_reason is not null)
      and k.release_channel is not distinct from t.release_channel and k.release_id is not distinct from t.release_id`);
