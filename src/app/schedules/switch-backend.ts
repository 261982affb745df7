import type { TimerBackend } from '../../contracts/sync-timers.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { chooseBackend } from '../../domain/schedules/choose-backend.ts';
import type { TimerDeps } from './timer-deps.ts';
import { withTimerLock } from './timer-lock.ts';

interface BackendRow {
  readonly backend: TimerBackend;
  readonly has_dispatchers: boolean;
  readonly scheduled: number;
}

/**
 * Sees to it that the backend fits the setting and the number of tenants with a schedule, and converts where it doesn't: the
 * new one wakes tenants before the old one stops, so that no time is late. One process at a time.
 * @throws AppError `temporal_unavailable`
 */
export async function switchBackend(deps: TimerDeps): Promise<void> {
  await withTimerLock(deps.db, 'tell', async () => {
    const [row] = await deps.db.query<BackendRow>(PRESENT);
    if (!row) throw new Error('The hub has no timer backend.');
    const wanted = chooseBackend(row.backend, row.scheduled, deps.setting);
    if (wanted === 'dispatcher' && !row.has_dispatchers) await beginDispatching(deps);
    if (wanted !== row.backend) await convert(deps, row, wanted);
    else if (wanted === 'temporal' && row.has_dispatchers) await endDispatching(deps);
  });
}

async function beginDispatching({ db, timers }: TimerDeps): Promise<void> {
  await timers.ensureDispatchers();
  await db.query(`update timer_backend set has_dispatchers = true`);
}

/** What was told the one backend is owed the other; telling goes on with that at its own pace. */
async function convert({ db }: TimerDeps, row: BackendRow, wanted: TimerBackend): Promise<void> {
  await db.transaction(async (sql) => {
    await sql.query(`update timer_backend set backend = $1, changed_at = clock_timestamp()`, [wanted]);
    await sql.query(
      `update tenants set timer_version = -1
       where timer_version >= 0 and (timer_set_at is not null or next_due_at is not null)`,
    );
    await recordActivity(sql, {
      ...{ actor: 'hub', action: 'schedules.backend_changed', subjectKind: 'hub', subjectId: 1 },
      ...{ before: { backend: row.backend }, after: { backend: wanted, scheduled_tenants: row.scheduled } },
    });
  });
}

/** Only when every tenant has a timer of its own. */
async function endDispatching({ db, timers }: TimerDeps): Promise<void> {
  const owed = await db.query(`select 1 from tenants where timer_version <> schedule_version limit 1`);
  if (owed.length > 0) return;
  await timers.removeDispatchers();
  await db.query(`update timer_backend set has_dispatchers = false`);
}

const PRESENT = `
  select backend, has_dispatchers, (select count(*)::int from tenants where next_due_at is not null) as scheduled
  from timer_backend`;
