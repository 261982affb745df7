import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Sql } from '../../db/database.ts';
import { type DueQuery, type DueTenant, findDueTenants } from '../../db/stores/schedules/plan-store.ts';
import type { TickOutcome } from './tick-tenant.ts';

export interface TickDueDeps {
  readonly sql: Sql;
  readonly tick: (tenantId: number) => Promise<TickOutcome>;
  /** Starts an admitted run; the job `start-pending-runs` makes up for a failure. */
  readonly startRun: (runId: number) => Promise<void>;
}

export interface TickedTenants {
  readonly found: number;
  /** Those that are due no more. */
  readonly ticked: number;
}

const AT_ONCE = 4;

/** Ticks the tenants that are due, the longest overdue first, some at a time. */
export async function tickDue(
  deps: TickDueDeps,
  query: Omit<DueQuery, 'skip'>,
  items: ItemRunner,
): Promise<TickedTenants> {
  const tenants = await findDueTenants(deps.sql, { ...query, skip: items.backedOff('tenant') });
  return { found: tenants.length, ticked: await tickAll(deps, tenants, items) };
}

/** Ticks these tenants, some at a time. Returns how many are due no more. */
export function tickAll(deps: TickDueDeps, tenants: readonly DueTenant[], items: ItemRunner): Promise<number> {
  return items.forEach({
    kind: 'tenant',
    items: tenants,
    atOnce: AT_ONCE,
    work: async ({ id, due }) => {
      const { runId, nextDueAt } = await deps.tick(id);
      // Not awaited: a slow Temporal must not delay the next tenant.
      if (runId !== null) deps.startRun(runId).catch((error: unknown) => items.report(error, 'run', runId));
      if (nextDueAt?.getTime() === due.getTime()) throw new Error('The tick left the tenant due as it was.');
    },
  });
}
