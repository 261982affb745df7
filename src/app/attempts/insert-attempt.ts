import type { Sql } from '../../db/database.ts';
import type { AttemptSubject } from './attempt-subject.ts';
import { LEASE_SECONDS } from './lease-times.ts';

export interface NewAttempt {
  /** The fencing token: ids only grow, and every later write names it. */
  readonly id: number;
  readonly number: number;
}

/**
 * Inserts the next attempt of `subject` with a fresh lease. The caller holds the subject's row lock and has made sure that
 * no attempt of it is live; a unique index refuses a second live one.
 */
export async function insertAttempt(
  sql: Sql,
  subject: AttemptSubject,
  { workerId, firstLogLine }: { readonly workerId: string; readonly firstLogLine: number },
): Promise<NewAttempt> {
  const column = subject.kind === 'run' ? 'run_id' : 'release_id';
  const rows = await sql.query<NewAttempt>(
    `insert into attempts (${column}, number, worker_id, state, lease_expires_at, first_log_line)
     select $1, coalesce(max(number), 0) + 1, $2, 'leased', clock_timestamp() + make_interval(secs => $3), $4
     from attempts where ${column} = $1
     returning id, number`,
    [subject.id, workerId, LEASE_SECONDS, firstLogLine],
  );
  return rows[0] as NewAttempt;
}
