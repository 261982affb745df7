import type { TimerBackend } from '../../contracts/sync-timers.ts';
import { WAKE_JOBS_CHANNEL } from '../../contracts/task-queues.ts';
import type { Database, Sql } from '../../db/database.ts';
import { LOCKS, tryLockUntilCommit } from '../../db/locks.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { type BackendSetting, chooseBackend } from '../../domain/schedules/choose-backend.ts';

interface BackendRow {
  readonly backend: TimerBackend;
  readonly has_dispatchers: boolean;
  readonly scheduled: number;
}

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
  const present = await readBackend(db);
  if (nextStep(present, setting) === null) return false;
  return db.transaction(async (sql) => {
    if (!(await tryLockUntilCommit(sql, LOCKS.timerSync))) return false;
    const row = await readBackend(sql);
    const step = nextStep(row, setting);
    if (step === null) return false;
    if (step.kind === 'end-dispatching') return endDispatching(sql);
    if (step.wanted === 'dispatcher') await beginDispatching(sql);
    if (step.wanted !== row.backend) await convert(sql, row, step.wanted);
    return true;
  });
}

type Step = { readonly kind: 'convert'; readonly wanted: TimerBackend } | { readonly kind: 'end-dispatching' };

function nextStep(row: BackendRow, setting: BackendSetting): Step | null {
  const wanted = chooseBackend(row.backend, row.scheduled, setting);
  if (wanted !== row.backend) return { kind: 'convert', wanted };
  if (wanted === 'dispatcher') return row.has_dispatchers ? null : { kind: 'convert', wanted };
  return row.has_dispatchers ? { kind: 'end-dispatching' } : null;
}

async function readBackend(sql: Sql): Promise<BackendRow> {
  const [row] = await sql.query<BackendRow>(PRESENT);
  if (!row) throw new Error('The hub has no timer backend.');
  return row;
}

async function beginDispatching(sql: Sql): Promise<void> {
  await sql.query(`update timer_backend set has_dispatchers = true`);
  await sql.query(`select pg_notify($1, 'dispatch')`, [WAKE_JOBS_CHANNEL]);
}

/** What was pushed to the one backend is pending for the other; pushing goes on with that at its own pace. */
async function convert(sql: Sql, row: BackendRow, wanted: TimerBackend): Promise<void> {
  await sql.query(`update timer_backend set backend = $1, changed_at = clock_timestamp()`, [wanted]);
  await sql.query(
    `update tenants set timer_version = -1
     where timer_version >= 0 and (timer_set_at is not null or next_due_at is not null)`,
  );
  await recordActivity(sql, {
    ...{ actor: 'hub', action: 'schedules.backend_changed', subjectKind: 'hub', subjectId: 1 },
    ...{ before: { backend: row.backend }, after: { backend: wanted, scheduled_tenants: row.scheduled } },
  });
}

/** Only when every tenant has a timer of its own. */
async function endDispatching(sql: Sql): Promise<boolean> {
  const ended = await sql.query(
    `update timer_backend set has_dispatchers = false
     where not exists (select 1 from tenants where timer_version <> schedule_version) returning 1`,
  );
  return ended.length > 0;
}

const PRESENT = `
  select backend, has_dispatchers, (select count(*)::int from tenants where next_due_at is not null) as scheduled
  from timer_backend`;
