import { PROGRESS_CHANNEL } from '../../../contracts/task-queues.ts';
import { ATTEMPT_TRANSITIONS, type AttemptState } from '../../../domain/runs/attempt-state.ts';
import { LEASE_SECONDS } from '../../../domain/runs/lease-times.ts';
import type { RunFailure } from '../../../domain/runs/run-failure.ts';
import { mayMoveTo, perState } from '../../may-move-to.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import type { AttemptSubject } from './attempt-subject.ts';

/** When a lease that is taken or renewed now runs out. */
export const LEASE_END = `clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`;

/** The condition that another process may take over a live attempt: past the later of its lease's end and PostgreSQL's start + 40 s. */
const IS_EXPIRED = `
  clock_timestamp() > greatest(lease_expires_at, pg_postmaster_start_time() + make_interval(secs => ${LEASE_SECONDS}))`;

const COLUMNS = { run: 'run_id', release: 'release_id' } as const;

export interface NewAttempt {
  /** The fencing token: ids only grow, and every later write names it. */
  readonly id: number;
  readonly number: number;
}

const insertFor = (column: string) =>
  statement<NewAttempt>(`
    insert into attempts (${column}, number, worker_id, state, lease_expires_at, first_log_line)
    select $1, coalesce(max(number), 0) + 1, $2, 'leased', ${LEASE_END}, $3
    from attempts where ${column} = $1
    returning id, number`);

const INSERT = { run: insertFor(COLUMNS.run), release: insertFor(COLUMNS.release) };

/**
 * Inserts the next attempt of `subject` with a fresh lease. The caller holds the subject's row lock and has made sure that
 * no attempt of it is live; a unique index refuses a second live one.
 */
export async function insertAttempt(
  sql: Sql,
  subject: AttemptSubject,
  { workerId, firstLogLine }: { readonly workerId: string; readonly firstLogLine: number },
): Promise<NewAttempt> {
  const [row] = await sql.query(INSERT[subject.kind], [subject.id, workerId, firstLogLine]);
  return row as NewAttempt;
}

export interface AttemptResult {
  readonly state: 'succeeded' | 'failed' | 'cancelled';
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly failure: object | RunFailure | null;
  /** False where it doesn't count against the retry policy (a worker that was shut down). */
  readonly isCounted: boolean;
}

const CLOSE = perState(['succeeded', 'failed', 'cancelled'] satisfies AttemptState[], (state) =>
  statement(`
    update attempts set state = '${state}', finished_at = clock_timestamp(), exit_code = $2, signal = $3, failure = $4, is_counted = $5
    where id = $1 and ${mayMoveTo('state', ATTEMPT_TRANSITIONS, state)} returning id`),
);

/** Ends a live attempt; false where it had ended already (then the caller has lost it and writes nothing). */
export async function closeAttempt(sql: Sql, attemptId: number, result: AttemptResult): Promise<boolean> {
  const { state, exitCode, signal, failure, isCounted } = result;
  const stored = failure === null ? null : JSON.stringify(failure);
  return (await sql.query(CLOSE[state], [attemptId, exitCode, signal, stored, isCounted])).length === 1;
}

const MARK_STARTED = statement(`
  with attempt as (
    update attempts set state = 'running', started_at = clock_timestamp()
    where id = $1 and ${mayMoveTo('state', ATTEMPT_TRANSITIONS, 'running')} returning run_id, started_at
  )
  update runs r set started_at = coalesce(r.started_at, attempt.started_at) from attempt where r.id = attempt.run_id
  returning pg_notify('${PROGRESS_CHANNEL}', 'run:' || r.id)`);

/** Records that the process of a run's attempt was started, and the start of the run where it is its first. */
export async function markAttemptStarted(sql: Sql, attemptId: number): Promise<void> {
  await sql.query(MARK_STARTED, [attemptId]);
}

export type LeaseRenewal = { readonly isHeld: false } | { readonly isHeld: true; readonly isCancelRequested: boolean };

const RENEW = statement<{ is_cancel_requested: boolean }>(`
  update attempts a set lease_expires_at = ${LEASE_END}
  where a.id = $1 and a.finished_at is null
  returning coalesce(
    (select r.cancel_requested_at is not null from runs r where r.id = a.run_id),
    (select b.cancel_requested_at is not null from releases b where b.id = a.release_id), false) as is_cancel_requested`);

/** Extends the lease of a live attempt by 40 s from the database's now. Returns whether it is held, and whether a cancel was requested. */
export async function renewLease(sql: Sql, attemptId: number): Promise<LeaseRenewal> {
  const [row] = await sql.query(RENEW, [attemptId]);
  return row ? { isHeld: true, isCancelRequested: row.is_cancel_requested } : { isHeld: false };
}

export interface ExpiredAttempt {
  readonly id: number;
  readonly subject: AttemptSubject;
}

const findExpiredOf = (column: string) =>
  statement<{ id: number; subject_id: number }>(`
    select id, ${column} as subject_id from attempts
    where finished_at is null and ${column} is not null and ${column} <> all($1::bigint[]) and ${IS_EXPIRED}
    order by lease_expires_at limit 500`);

const FIND_EXPIRED = { run: findExpiredOf(COLUMNS.run), release: findExpiredOf(COLUMNS.release) };

/** Returns expired attempts, but for those of the subjects in `skip`. */
export async function findExpiredAttempts(
  sql: Sql,
  kind: AttemptSubject['kind'],
  skip: readonly number[],
): Promise<ExpiredAttempt[]> {
  const rows = await sql.query(FIND_EXPIRED[kind], [skip]);
  return rows.map((row) => ({ id: row.id, subject: { kind, id: row.subject_id } }));
}

const LOCK_EXPIRED = statement<{ is_expired: boolean }>(`
  select ${IS_EXPIRED} as is_expired from attempts where id = $1 and finished_at is null for update`);

/** Locks the attempt and returns whether it is expired; its holder may have renewed the lease since it was found. */
export async function isStillExpired(sql: Sql, attemptId: number): Promise<boolean> {
  return (await sql.query(LOCK_EXPIRED, [attemptId]))[0]?.is_expired === true;
}

const COUNT_COUNTED = statement<{ counted: number }>(`
  select count(*)::int as counted from attempts where run_id = $1 and is_counted`);

/** Returns how many attempts of a run count against its retry policy. */
export async function countCountedAttempts(sql: Sql, runId: number): Promise<number> {
  return (await sql.query(COUNT_COUNTED, [runId]))[0]?.counted ?? 0;
}

const FIND_LIVE = statement(`select 1 from attempts where run_id = $1 and finished_at is null`);

export async function hasLiveAttempt(sql: Sql, runId: number): Promise<boolean> {
  return (await sql.query(FIND_LIVE, [runId])).length > 0;
}
