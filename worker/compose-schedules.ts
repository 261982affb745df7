import type { TemporalClient } from '../src/adapters/temporal/connect.ts';
import { createSyncTimers } from '../src/adapters/temporal/sync-timers.ts';
import { createExecuteTick, type ExecuteTick } from '../src/app/runs/execute-tick.ts';
import type { RunExecutor } from '../src/app/runs/run-executor.ts';
import type { TimerDeps } from '../src/app/schedules/timer-deps.ts';
import type { Config } from '../src/config/config.ts';
import type { Database } from '../src/db/database.ts';
import type { SchemaChecks } from '../src/domain/manifest/schema-checks.ts';
import type { BackgroundJob } from './jobs/background-job.ts';
import { dispatchDueTenants } from './jobs/dispatch-due-tenants.ts';
import { reconcileSchedules } from './jobs/reconcile-schedules.ts';
import { removeRetiredSchedules } from './jobs/remove-retired-schedules.ts';
import { createSharedJobs, createTicks } from './jobs/shared-jobs.ts';
import { switchTimerBackend } from './jobs/switch-timer-backend.ts';
import { syncSchedules } from './jobs/sync-schedules.ts';

export interface ScheduleComponentsDeps {
  readonly config: Pick<Config, 'caps' | 'schedules'>;
  readonly db: Database;
  readonly schemas: SchemaChecks;
  readonly client: TemporalClient;
  readonly runs: Pick<RunExecutor, 'execute'>;
  readonly startRun: (runId: number) => Promise<void>;
}

export interface ScheduleComponents {
  readonly executeTick: ExecuteTick;
  readonly timerDeps: TimerDeps;
  /** Those of every process, runs and schedules. */
  readonly sharedJobs: readonly BackgroundJob[];
  /** Those that keep Temporal's timers in step. */
  readonly timerJobs: readonly BackgroundJob[];
}

/** What schedules need of a worker: ticks, and the jobs that see to it that each is made. */
export function composeSchedules(deps: ScheduleComponentsDeps): ScheduleComponents {
  const { config, db, schemas, client, runs, startRun } = deps;
  const { spreadS } = config.schedules;
  const shared = { db, schemas, caps: config.caps, spreadS, startRun };
  const ticks = createTicks(shared);
  const timerDeps = { ...ticks, db, spreadS, timers: createSyncTimers(client) };
  return {
    timerDeps,
    executeTick: createExecuteTick({ sql: db, runs, tick: ticks.tick }),
    sharedJobs: createSharedJobs(shared, ticks),
    timerJobs: [
      switchTimerBackend({ db, setting: config.schedules }),
      syncSchedules(timerDeps),
      reconcileSchedules(timerDeps),
      dispatchDueTenants({ ...ticks, db }),
      removeRetiredSchedules(client),
    ],
  };
}
