import type { Sql } from '../../db/database.ts';
import { notifyRunJobs } from '../../db/stores/notifications/notify.ts';
import { lockRunTenant } from '../../db/stores/runs/admission.ts';
import { findUntriggeredTimes, insertScheduledTriggers } from '../../db/stores/triggers/trigger-store.ts';
import { joinOrCreateRun, MAX_TRIGGERS } from './accept-trigger.ts';
import { type AdmissionRules, admitNextRun } from './admit-next-run.ts';

export interface ScheduledTimes {
  readonly tenantId: number;
  /** Nominal ones. */
  readonly times: readonly Date[];
  readonly createdBy: string;
}

export interface AcceptedTimes {
  /** The queued run that the triggers joined; null where none was inserted. */
  readonly runId: number | null;
  /** The run that was admitted in the same transaction: the caller starts it after the commit. */
  readonly admittedRunId: number | null;
  /** Of the triggers that were inserted. */
  readonly count: number;
}

const NOTHING: AcceptedTimes = { runId: null, admittedRunId: null, count: 0 };

/**
 * Inserts the triggers of nominal times, one for each however often it is called, bundles them in the queued run of the schedule
 * lane, and admits that run where a slot is free. A tenant that is archived or has no release gets none.
 */
export async function acceptScheduled(sql: Sql, rules: AdmissionRules, input: ScheduledTimes): Promise<AcceptedTimes> {
  const tenant = await lockRunTenant(sql, input.tenantId);
  if (!tenant || tenant.isArchived || tenant.nextReleaseId === null) return NOTHING;
  const fresh = await findUntriggeredTimes(sql, input.tenantId, input.times);
  if (fresh.length === 0) return NOTHING;
  const run = await joinOrCreateRun(sql, tenant, 'schedule', 'normal');
  // A full run takes no more, and needs no more: it is still to come.
  const times = fresh.slice(0, MAX_TRIGGERS - run.triggers);
  const count = await insertScheduledTriggers(sql, run.id, { ...input, times });
  const admittedRunId = await admitNextRun(sql, rules, tenant, 'if-nobody-waits');
  if (admittedRunId === null) await notifyRunJobs(sql);
  return { runId: run.id, admittedRunId, count };
}

/** `acceptScheduled` with its rules. */
export type AcceptScheduled = (sql: Sql, input: ScheduledTimes) => Promise<AcceptedTimes>;
