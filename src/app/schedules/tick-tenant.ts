import type { Database, Sql } from '../../db/database.ts';
import { updateNextDue } from '../../db/stores/schedules/plan-store.ts';
import { timesToCatchUp } from '../../domain/schedules/catch-up.ts';
import { dueTimes, type TenantTiming } from '../../domain/schedules/schedule-times.ts';
import type { AcceptScheduled } from '../runs/index.ts';
import { lockPlans, type TenantPlan } from './lock-plans.ts';
import { resumeExpired } from './resume-tenants.ts';

export interface TickDeps {
  readonly db: Database;
  /** `HUBWRIGHT_SCHEDULE_SPREAD_S` */
  readonly spreadS: number;
  readonly acceptScheduled: AcceptScheduled;
}

export interface TickInput {
  readonly tenantId: number;
  /** The database's clock unless given. */
  readonly now?: Date;
}

export interface TickOutcome {
  /** The run that was admitted: the caller starts or executes it. */
  readonly runId: number | null;
  /** null = never, as things are. */
  readonly nextDueAt: Date | null;
}

/** The creator of the triggers of schedules. */
const SCHEDULE = 'schedule';
/** As many as a run may bundle. */
const MAX_TIMES = 1000;

/**
 * Inserts the triggers of a tenant's due times that its catch-up keeps, and sets when it is due next. It may be called too early,
 * twice, at the same time or late; where nothing is due it writes nothing.
 */
export async function tickTenant(deps: TickDeps, input: TickInput): Promise<TickOutcome> {
  return deps.db.transaction(async (sql) => {
    const [plan] = await lockPlans(sql, [input.tenantId]);
    if (!plan) return { runId: null, nextDueAt: null };
    return tickPlan(deps, sql, { ...plan, now: input.now ?? plan.now });
  });
}

async function tickPlan(deps: TickDeps, sql: Sql, plan: TenantPlan): Promise<TickOutcome> {
  const { effective, nextDueAt: due, now, tenantId } = plan;
  if (plan.isPaused) return { runId: null, nextDueAt: await endPause(deps, sql, tenantId) };
  if (due === null || due > now || plan.isArchived || !effective) {
    return { runId: null, nextDueAt: due };
  }
  const timing: TenantTiming = { schedule: effective.schedule, tenantId, spreadS: deps.spreadS };
  const { times: dueNow, next: nextDueAt } = dueTimes(timing, due, now, MAX_TIMES);
  const times = timesToCatchUp(dueNow, now, plan.policy.catch_up);
  const accepted = await deps.acceptScheduled(sql, { tenantId, times, createdBy: SCHEDULE });
  await updateNextDue(sql, tenantId, nextDueAt);
  return { runId: accepted.admittedRunId, nextDueAt };
}

/** A pause whose end has come is over: the tenant is due again from then on, nothing is caught up. */
async function endPause(deps: TickDeps, sql: Sql, tenantId: number): Promise<Date | null> {
  if ((await resumeExpired(sql, deps.spreadS, [tenantId])).length === 0) return null;
  return (await lockPlans(sql, [tenantId]))[0]?.nextDueAt ?? null;
}
