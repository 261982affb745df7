import type { AdmissionCaps } from '../../domain/runs/explain-wait.ts';
import type { Attempt, Run, Trigger } from '../../domain/runs/run.ts';
import type { Database, Sql } from '../database.ts';
import { AttemptEntity, type AttemptRow } from '../entities/attempt-entity.ts';
import { RunEntity, type RunRow } from '../entities/run-entity.ts';
import { TriggerEntity, type TriggerRow } from '../entities/trigger-entity.ts';
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
}

/** All but what only its attempts read: configs, metadata and stdout may be large. */
export const RUN_COLUMNS = [
  ...['id', 'tenant_id', 'integration_id', 'partner_id', 'lane', 'mode', 'phase', 'queued_at', 'admitted_at'],
  ...['started_at', 'finished_at', 'release_id', 'rerun_of', 'cancel_requested_at', 'failure', 'warnings'],
  ...['next_attempt_at', 'log_line_count', 'is_log_complete'],
]
  .map((name) => `r.${name}`)
  .join(', ');

const MIB = 1024 * 1024;

/** How many triggers of a run are shown, and up to which size of all their payloads. */
const SHOWN = { list: { triggers: 100, bytes: MIB / 32 }, one: { triggers: 1000, bytes: 8 * MIB } };

/** What belongs to these runs, in a handful of statements however many they are. */
export async function readRunRecords(
  db: Database,
  sql: Sql,
  caps: AdmissionCaps,
  rows: readonly { id: number }[],
  place: keyof typeof SHOWN,
): Promise<RunRecord[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const em = db.em();
  const shown = SHOWN[place];
  const [triggerRows, counts, attemptRows, waits] = await Promise.all([
    sql.query<{ body_bytes: number | null }>(TRIGGERS, [ids, shown.triggers, shown.bytes]),
    sql.query<{ run_id: number; count: number }>(TRIGGER_COUNTS, [ids]),
    sql.query(`select * from attempts where run_id = any($1::bigint[]) order by number`, [ids]),
    readRunWaits(sql, caps, ids),
  ]);
  const triggers = triggerRows.map((row) => toTrigger(em.map(TriggerEntity, row), row.body_bytes));
  const triggersOf = Map.groupBy(triggers, (trigger) => trigger.runId);
  const countOf = new Map(counts.map((row) => [row.run_id, row.count]));
  const attemptsOf = Map.groupBy(
    attemptRows.map((row) => em.map(AttemptEntity, row)),
    (attempt) => attempt.runId,
  );
  return rows.map((row) => ({
    run: toRun(em.map(RunEntity, row)),
    triggers: triggersOf.get(row.id) ?? [],
    triggerCount: countOf.get(row.id) ?? 0,
    attempts: (attemptsOf.get(row.id) ?? []).map(toAttempt),
    wait: waits.get(row.id) ?? null,
  }));
}

const TRIGGERS = `
  select g.id, g.run_id, g.source, g.mode, g.created_at, g.copied_from, octet_length(g.body) as body_bytes,
    case when sum(coalesce(octet_length(g.body), 0)) over (partition by g.run_id order by g.id) <= $3 then g.body end as body
  from unnest($1::bigint[]) as r (id)
    cross join lateral (select * from triggers t where t.run_id = r.id order by t.id limit $2) g
  order by g.id`;

const TRIGGER_COUNTS = `select run_id, count(*) as count from triggers where run_id = any($1::bigint[]) group by run_id`;

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
    nextAttemptAt: row.nextAttemptAt ?? null,
    failure: row.failure ?? null,
    warnings: row.warnings,
    logLineCount: row.logLineCount,
    isLogComplete: row.isLogComplete,
  };
}

function toTrigger(row: TriggerRow, bodyBytes: number | null): Trigger {
  const { id, source, mode, createdAt } = row;
  const copiedFrom = row.copiedFrom ?? null;
  return { id, runId: row.runId ?? null, source, mode, body: row.body ?? null, bodyBytes, copiedFrom, createdAt };
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    number: row.number,
    state: row.state,
    workerId: row.workerId,
    isCounted: row.isCounted,
    leasedAt: row.leasedAt,
    startedAt: row.startedAt ?? null,
    finishedAt: row.finishedAt ?? null,
    exitCode: row.exitCode ?? null,
    signal: row.signal ?? null,
    failure: row.failure ?? null,
  };
}
