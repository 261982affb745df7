import type { Sql } from '../../db/database.ts';
import { recordTenantActivity } from '../../db/stores/activity/record-tenant-activity.ts';
import { findUntriggeredTimes } from '../../db/stores/triggers/trigger-store.ts';
import { latestTimes } from '../../domain/schedules/schedule-times.ts';
import { AppError } from '../../errors/app-error.ts';
import type { AcceptScheduled } from '../runs/index.ts';
import { lockPlans, type TenantPlan } from './lock-plans.ts';

export interface BackfillInput {
  readonly tenantId: number;
  /** Both included. */
  readonly from: Date;
  readonly to: Date;
  /** Whether the missed times are only to be counted. */
  readonly isDryRun: boolean;
  readonly by: string;
}

export interface Backfill {
  /** The missed times, ascending. */
  readonly times: readonly Date[];
  /** Of the triggers that were inserted. */
  readonly queued: number;
  readonly runId: number | null;
  /** The run that was admitted: the caller starts it after the commit. */
  readonly admittedRunId: number | null;
}

export interface BackfillDeps {
  readonly scheduleSpreadS: number;
  readonly acceptScheduled: AcceptScheduled;
}

/** As many as a run may bundle. */
const MAX_TIMES = 1000;

/**
 * Inserts the triggers of the times that a tenant's present schedule names in a past range and that have none; called again it
 * inserts nothing. Works while the tenant is paused, for a person requests it.
 * @throws AppError not_found, archived, invalid_input, conflict
 */
export async function backfillTenant(sql: Sql, deps: BackfillDeps, input: BackfillInput): Promise<Backfill> {
  const [plan] = await lockPlans(sql, [input.tenantId]);
  if (!plan) throw new AppError('not_found', 'There is no tenant with this id.');
  const times = await findMissed(sql, deps, plan, input);
  if (input.isDryRun || times.length === 0) return { times, queued: 0, runId: null, admittedRunId: null };
  const accepted = await deps.acceptScheduled(sql, { tenantId: plan.tenantId, times, createdBy: input.by });
  if (accepted.runId === null) throw new AppError('conflict', 'The tenant has no release to run: build or choose one.');
  const after = { from: input.from, to: input.to, times: accepted.count };
  await recordTenantActivity(sql, [plan.tenantId], { actor: input.by, action: 'tenant.backfilled', after });
  return { times, queued: accepted.count, runId: accepted.runId, admittedRunId: accepted.admittedRunId };
}

async function findMissed(sql: Sql, deps: BackfillDeps, plan: TenantPlan, input: BackfillInput): Promise<Date[]> {
  if (plan.isArchived) throw new AppError('archived', 'The tenant is archived and runs no more.');
  if (!plan.effective) throw new AppError('conflict', 'The tenant has no schedule, so it missed nothing.');
  checkRange(input, plan.now);
  const timing = { schedule: plan.effective.schedule, tenantId: plan.tenantId, spreadS: deps.scheduleSpreadS };
  // What is due and not ticked yet is no missed time: the tick makes its trigger.
  const limits = [input.to, ...(plan.nextDueAt === null ? [] : [new Date(plan.nextDueAt.getTime() - 1)])];
  const to = new Date(Math.min(...limits.map(Number)));
  const from = new Date(Math.max(input.from.getTime(), plan.createdAt.getTime()));
  const named = latestTimes(timing, from, to, MAX_CHECKED_TIMES + 1);
  const times =
    named.length > MAX_CHECKED_TIMES ? named : (await findUntriggeredTimes(sql, plan.tenantId, named)).reverse();
  if (times.length <= MAX_TIMES) return times;
  throw invalid('/from', `more than ${MAX_TIMES} times were missed in this range; choose a shorter one`);
}

/** Bounds the work of a range that is far too long. */
const MAX_CHECKED_TIMES = 50_000;

function checkRange({ from, to }: BackfillInput, now: Date): void {
  if (from > to) throw invalid('/from', 'lies after "to"');
  if (to > now) throw invalid('/to', 'lies in the future: only times that have passed can have been missed');
}

function invalid(pointer: string, message: string): AppError {
  return new AppError('invalid_input', 'The range is not valid.', { issues: [{ pointer, message }] });
}
