import { acceptScheduled } from '../../src/app/runs/accept-scheduled.ts';
import { replanTenants } from '../../src/app/schedules/replan-tenants.ts';
import type { TickDeps } from '../../src/app/schedules/tick-tenant.ts';
import { makeRunFixture } from './run-fixture.ts';
import { type RunQueue, WIDE_CAPS } from './run-queue.ts';

/** What ticks tenants of the queue, and tenants to tick; can be used in hooks and tests. */
export interface PlannedTenants {
  /** Without a spread: due times are the schedule's own. */
  readonly tickDeps: TickDeps;
  /** A tenant with the integration's policy, planned as of now. */
  tenantWith(policy: object): Promise<number>;
}

/** Tenants whose schedules nothing but the test looks at. */
export function plannedTenants(queue: RunQueue): PlannedTenants {
  return {
    get tickDeps(): TickDeps {
      const rules = { caps: WIDE_CAPS, schemas: queue.schemas };
      return { db: queue.db, spreadS: 0, acceptScheduled: (sql, input) => acceptScheduled(sql, rules, input) };
    },
    tenantWith: async (policy) => {
      const { integrationId, tenantIds } = await makeRunFixture(queue.db);
      await queue.db.query(`update integrations set schedule_policy = $2 where id = $1`, [integrationId, policy]);
      const tenantId = tenantIds[0] as number;
      await queue.db.transaction((sql) => replanTenants(sql, 0, [tenantId]));
      return tenantId;
    },
  };
}
