import type { AdmissionCaps } from '../../../domain/runs/explain-wait.ts';
import type { Attempt, Run, Trigger } from '../../../domain/runs/run.ts';
import type { Sql } from '../../database.ts';
import { statement } from '../../statement.ts';
import { type RunWait, readRunWaits } from './run-waits.ts';

/** A run with what belongs to it. */
export interface RunRecord {
  readonly run: Run;
  /** The oldest of them, as many as are shown. */
  readonly triggers: readonly Trigger[];
  readonly triggerCount: number;
  readonly attempts: readonly Attempt[];
  /** Null for a run that has ended. */
  readonly wait: RunWait | null;
  readonly names: RunNames;
}

/** What a list shows of what a run belongs to. */
export interface RunNames {
  readonly runId: number;
  readonly tenantName: string;
  readonly integrationName: string;
  readonly releaseNumber: number | null;
}

/** The columns of `Run`: all but what only its attempts read, for configs, metadata and stdout may be large. */
export const RUN_COLUMNS = `r.id, r.tenant_id as "tenantId", r.integration_id as "integrationId", r.partner_id as "partnerId",
  r.lane, r.mode, r.phase, r.queued_at as "queuedAt", r.admitted_at as "admittedAt", r.started_at as "startedAt",
  r.finished_at as "finishedAt", r.release_id as "releaseId", r.rerun_of as "rerunOf",
  r.cancel_requested_at as "cancelRequestedAt", r.next_attempt_at as "nextAttemptAt", r.failure, r.warnings,
  r.log_line_count as "logLineCount", r.is_log_complete as "isLogComplete"`;

const MIB = 1024 * 1024;

/** How many triggers of a run are shown, and up to which size of all their payloads. */
const SHOWN = { list: { triggers: 100, bytes: MIB / 32 }, one: { triggers: 1000, bytes: 8 * MIB } };

/** What belongs to these runs, in a handful of statements however many they are. */
export async function readRunRecords(
  sql: Sql,
  caps: AdmissionCaps,
  runs: readonly Run[],
  place: keyof typeof SHOWN,
): Promise<RunRecord[]> {
  if (runs.length === 0) return [];
  const ids = runs.map((run) => run.id);
  const shown = SHOWN[place];
  const [triggers, counts, attempts, waits, names] = await Promise.all([
    sql.query(TRIGGERS, [ids, shown.triggers, shown.bytes]),
    sql.query(TRIGGER_COUNTS, [ids]),
    sql.query(ATTEMPTS, [ids]),
    readRunWaits(sql, caps, ids),
    sql.query(NAMES, [ids]),
  ]);
  const triggersOf = Map.groupBy(triggers, (trigger) => trigger.runId);
  const countOf = new Map(counts.map((row) => [row.runId, row.count]));
  const namesOf = new Map(names.map((row) => [row.runId, row]));
  const attemptsOf = Map.groupBy(attempts, (attempt) => attempt.runId);
  return runs.map((run) => ({
    run,
    triggers: triggersOf.get(run.id) ?? [],
    triggerCount: countOf.get(run.id) ?? 0,
    attempts: attemptsOf.get(run.id) ?? [],
    wait: waits.get(run.id) ?? null,
    names: namesOf.get(run.id) as RunNames,
  }));
}

const TRIGGERS = statement<Trigger>(`
  select g.id, g.run_id as "runId", g.source, g.mode, g.created_at as "createdAt", g.copied_from as "copiedFrom",
    octet_length(g.body) as "bodyBytes",
    case when sum(coalesce(octet_length(g.body), 0)) over (partition by g.run_id order by g.id) <= $3 then g.body end as body
  from unnest($1::bigint[]) as r (id)
    cross join lateral (select * from triggers t where t.run_id = r.id order by t.id limit $2) g
  order by g.id`);

const TRIGGER_COUNTS = statement<{ readonly runId: number; readonly count: number }>(`
  select run_id as "runId", count(*) as count from triggers where run_id = any($1::bigint[]) group by run_id`);

const NAMES = statement<RunNames>(`
  select r.id as "runId", t.name as "tenantName", i.long_name as "integrationName", l.number as "releaseNumber"
  from runs r join tenants t on t.id = r.tenant_id join integrations i on i.id = r.integration_id
    left join releases l on l.id = r.release_id
  where r.id = any($1::bigint[])`);

const ATTEMPTS = statement<Attempt & { readonly runId: number }>(`
  select run_id as "runId", number, state, worker_id as "workerId", is_counted as "isCounted", leased_at as "leasedAt",
    started_at as "startedAt", finished_at as "finishedAt", exit_code as "exitCode", signal, failure
  from attempts where run_id = any($1::bigint[]) order by number`);
