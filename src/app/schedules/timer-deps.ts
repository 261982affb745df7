import type { SyncTimers } from '../../contracts/sync-timers.ts';
import type { Database } from '../../db/database.ts';
import type { BackendSetting } from '../../domain/schedules/choose-backend.ts';
import type { TickDueDeps } from './tick-due.ts';

/** What passes over timers work with. */
export interface TimerDeps extends TickDueDeps {
  readonly db: Database;
  readonly timers: SyncTimers;
  /** `HUBWRIGHT_SCHEDULE_SPREAD_S` */
  readonly spreadS: number;
  readonly setting: BackendSetting;
  /** Ends passes early; what is left is owed. */
  readonly signal: AbortSignal;
}
