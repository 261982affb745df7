import type { SyncTimers } from '../../contracts/sync-timers.ts';
import type { Database } from '../../db/database.ts';
import type { TickDueDeps } from './tick-due.ts';

/** What the jobs that keep timers in step work with. */
export interface TimerDeps extends TickDueDeps {
  readonly db: Database;
  readonly timers: SyncTimers;
  /** `HUBWRIGHT_SCHEDULE_SPREAD_S` */
  readonly spreadS: number;
}
