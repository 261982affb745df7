import { acceptScheduled } from '../../src/app/runs/accept-scheduled.ts';
import type { AdmissionRules } from '../../src/app/runs/admit-next-run.ts';
import type { TickDueDeps } from '../../src/app/schedules/tick-due.ts';
import { tickTenant } from '../../src/app/schedules/tick-tenant.ts';
import type { Database } from '../../src/db/database.ts';
import { admitWaitingRuns } from './admit-waiting-runs.ts';
import type { BackgroundJob } from './background-job.ts';
import { cancelUnleasedRuns } from './cancel-unleased-runs.ts';
import { purgeIdempotencyKeys } from './purge-idempotency-keys.ts';
import { reapExpiredAttempts } from './reap-expired-attempts.ts';
import { resumeExpiredPauses } from './resume-expired-pauses.ts';
import { startPendingRuns } from './start-pending-runs.ts';
import { tickOverdueTenants } from './tick-overdue-tenants.ts';

export interface SharedJobsDeps extends AdmissionRules {
  readonly db: Database;
  /** `HUBWRIGHT_SCHEDULE_SPREAD_S` */
  readonly spreadS: number;
  readonly startRun: (runId: number) => Promise<void>;
}

/** Returns how a tenant is ticked, in whatever process. */
export function createTicks({ db, spreadS, startRun, ...rules }: SharedJobsDeps): TickDueDeps {
  return {
    sql: db,
    startRun,
    tick: (tenantId) =>
      tickTenant({ db, spreadS, acceptScheduled: (sql, input) => acceptScheduled(sql, rules, input) }, { tenantId }),
  };
}

/** The jobs of every process of a hub, an API alone included: while any of them lives, runs are reaped, admitted and started. */
export function createSharedJobs(deps: SharedJobsDeps, ticks: TickDueDeps): readonly BackgroundJob[] {
  const { db, startRun } = deps;
  return [
    reapExpiredAttempts(db),
    cancelUnleasedRuns(db),
    admitWaitingRuns(deps),
    startPendingRuns({ sql: db, startRun }),
    resumeExpiredPauses(deps),
    tickOverdueTenants(ticks),
    purgeIdempotencyKeys(db),
  ];
}
