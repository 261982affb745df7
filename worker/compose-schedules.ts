import type { Logger } from 'pino';
import type { TemporalClient } from '../src/adapters/temporal/connect.ts';
import { createSyncTimers } from '../src/adapters/temporal/sync-timers.ts';
import { acceptScheduled } from '../src/app/runs/accept-scheduled.ts';
import { createExecuteTick, type ExecuteTick } from '../src/app/runs/execute-tick.ts';
import type { RunExecutor } from '../src/app/runs/run-executor.ts';
import { createDispatchDue, type DispatchDue } from '../src/app/schedules/dispatch-due.ts';
import { createScheduleFallback } from '../src/app/schedules/schedule-fallback.ts';
import type { TimerDeps } from '../src/app/schedules/timer-deps.ts';
import type { Config } from '../src/config/config.ts';
import type { Database } from '../src/db/database.ts';
import type { SchemaChecks } from '../src/domain/manifest/schema-checks.ts';
import { keepSchedules, type ScheduleKeeper } from './keep-schedules.ts';

export interface ScheduleComponentsDeps {
  readonly config: Pick<Config, 'caps' | 'schedules'>;
  readonly db: Database;
  readonly logger: Logger;
  readonly schemas: SchemaChecks;
  readonly client: TemporalClient;
  readonly runs: Pick<RunExecutor, 'execute'>;
  readonly startRun: (runId: number) => Promise<void>;
}

export interface ScheduleComponents {
  readonly executeTick: ExecuteTick;
  readonly dispatchDue: DispatchDue;
  readonly relayPasses: readonly (() => Promise<void>)[];
  /** Without a signal: whoever takes them sets when passes end. */
  readonly timerDeps: Omit<TimerDeps, 'signal'>;
  start(): ScheduleKeeper;
}

/** What schedules need of a worker: ticks, dispatchers, the safety net and the keeper of the timers. */
export function composeSchedules(deps: ScheduleComponentsDeps): ScheduleComponents {
  const { config, db, logger, schemas, runs } = deps;
  const net = createScheduleFallback({
    db,
    spreadS: config.schedules.spreadS,
    acceptScheduled: (sql, input) => acceptScheduled(sql, { schemas, caps: config.caps }, input),
    startRun: deps.startRun,
    onError: (error, tenantId) =>
      logger.warn({ tenantId, error: error instanceof Error ? error.message : String(error) }, 'a tick failed'),
  });
  const timerDeps = {
    ...net.due,
    ...{ db, spreadS: config.schedules.spreadS, setting: config.schedules },
    timers: createSyncTimers(deps.client),
  };
  return {
    timerDeps,
    executeTick: createExecuteTick({ sql: db, runs, tick: net.due.tick }),
    dispatchDue: createDispatchDue(net.due),
    relayPasses: net.passes,
    start: () => keepSchedules(timerDeps, logger),
  };
}
