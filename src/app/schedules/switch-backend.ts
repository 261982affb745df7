import type { TimerBackend } from '../../contracts/sync-timers.ts';
import { WAKE_JOBS_CHANNEL } from '../../contracts/task-queues.ts';
import type { Database, Sql } from '../../db/database.ts';
import { LOCKS, tryLockUntilCommit } from '../../db/locks.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { notify } from '../../db/stores/notifications/notify.ts';
import {
  type BackendState,
  beginDispatching,
  endDispatching,
  markAllTimersPending,
  readBackendState,
  updateBackend,
} from '../../db/stores/schedules/timer-store.ts';
import { type BackendSetting, chooseBackend } from '../../domain/schedules/choose-backend.ts';

export interface SwitchBackendDeps {
  readonly db: Database;
  readonly setting: BackendSetting;
}

/**
 * Sees to it that the backend fits the setting and the number of tenants with a schedule, and switches where it doesn't: tenants are
 * dispatched before their timers go, and have timers before dispatching ends, so that no time is late. One process at a time. Returns
 * whether anything changed.
 */
export async function switchBackend({ db, setting }: SwitchBackendDeps): Promise<boolean> {
  const present = await readBackendState(db);
  if (nextStep(present, setting) === null) return false;
  return db.transaction(async (sql) => {
    if (!(await tryLockUntilCommit(sql, LOCKS.timerSync))) return false;
    const state = await readBackendState(sql);
    const step = nextStep(state, setting);
    if (step === null) return false;
    if (step.kind === 'end-dispatching') return endDispatching(sql);
    if (step.wanted === 'dispatcher') {
      await beginDispatching(sql);
      await notify(sql, WAKE_JOBS_CHANNEL, 'dispatch');
    }
    if (step.wanted !== state.backend) await convert(sql, state, step.wanted);
    return true;
  });
}

type Step = { readonly kind: 'convert'; readonly wanted: TimerBackend } | { readonly kind: 'end-dispatching' };

function nextStep(state: BackendState, setting: BackendSetting): Step | null {
  const wanted = chooseBackend(state.backend, state.scheduled, setting);
  if (wanted !== state.backend) return { kind: 'convert', wanted };
  if (wanted === 'dispatcher') return state.hasDispatchers ? null : { kind: 'convert', wanted };
  return state.hasDispatchers ? { kind: 'end-dispatching' } : null;
}

/** What was pushed to the one backend is pending for the other, and is pushed there at the pace of that job. */
async function convert(sql: Sql, state: BackendState, wanted: TimerBackend): Promise<void> {
  await updateBackend(sql, wanted);
  await markAllTimersPending(sql);
  await recordActivity(sql, {
    actor: 'hub',
    action: 'schedules.backend_changed',
    subjectKind: 'hub',
    subjectId: 1,
    before: { backend: state.backend },
    after: { backend: wanted, scheduled_tenants: state.scheduled },
  });
}
