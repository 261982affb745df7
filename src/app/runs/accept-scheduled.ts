import { WAKE_RELAY_CHANNEL } from '../../contracts/task-queues.ts';
import type { Sql } from '../../db/database.ts';
import { joinOrCreateRun, MAX_TRIGGERS } from './accept-trigger.ts';
import { type AdmissionRules, admitNextRun, lockTenant } from './admit-next-run.ts';

export interface ScheduledTimes {
  readonly tenantId: number;
  /** Nominal ones. */
  readonly times: readonly Date[];
  readonly createdBy: string;
}

export interface AcceptedTimes {
  /** The queued run that the triggers joined; null where none was made. */
  readonly runId: number | null;
  /** The run that was admitted in the same transaction: whoever commits starts it. */
  readonly admittedRunId: number | null;
  /** Of the triggers that were made. */
  readonly count: number;
}

const NOTHING: AcceptedTimes = { runId: null, admittedRunId: null, count: 0 };

/**
 * Makes the triggers of nominal times, one each however often it is asked, bundles them in the queued run of the schedule
 * lane, and admits where a slot is free. A tenant that can't run now gets none: it is archived or has no release.
 */
export async function acceptScheduled(sql: Sql, rules: AdmissionRules, input: ScheduledTimes): Promise<AcceptedTimes> {
  const tenant = await lockTenant(sql, input.tenantId);
  if (!tenant || tenant.isArchived || tenant.nextReleaseId === null) return NOTHING;
  const fresh = await withoutTrigger(sql, input);
  if (fresh.length === 0) return NOTHING;
  const run = await joinOrCreateRun(sql, tenant, 'schedule', 'normal');
  // What a full run has no place for is bundled already, in effect: the run is still to come.
  const count = await insertTriggers(sql, run.id, { ...input, times: fresh.slice(0, MAX_TRIGGERS - run.triggers) });
  const admittedRunId = await admitNextRun(sql, rules, tenant, 'if-nobody-waits');
  if (admittedRunId === null) await sql.query(`select pg_notify($1, '')`, [WAKE_RELAY_CHANNEL]);
  return { runId: run.id, admittedRunId, count };
}

async function withoutTrigger(sql: Sql, input: ScheduledTimes): Promise<Date[]> {
  const rows = await sql.query<{ at: Date }>(
    `select at from unnest($2::timestamptz[]) as n(at)
     where not exists (select 1 from triggers t where t.tenant_id = $1 and t.nominal_at = n.at) order by at desc`,
    [input.tenantId, input.times.map((time) => time.toISOString())],
  );
  return rows.map((row) => row.at);
}

async function insertTriggers(sql: Sql, runId: number, input: ScheduledTimes): Promise<number> {
  const rows = await sql.query(
    // Not the transaction's time: it may have begun, and waited for the lock, before the time had come.
    `insert into triggers (tenant_id, run_id, source, mode, nominal_at, created_by, created_at)
     select $1, $2, 'schedule', 'normal', at, $4, clock_timestamp() from unnest($3::timestamptz[]) as n(at) order by at
     on conflict (tenant_id, nominal_at) where nominal_at is not null do nothing returning 1`,
    [input.tenantId, runId, input.times.map((time) => time.toISOString()), input.createdBy],
  );
  return rows.length;
}
