import type { Sql } from '../../db/database.ts';
import type { AttemptSubject } from './attempt-subject.ts';
import { LEASE_SECONDS } from './lease-times.ts';

export interface ExpiredAttempt {
  readonly id: number;
  readonly subject: AttemptSubject;
}

/**
 * Returns live attempts whose lease may be taken over, past the later of its expiry and PostgreSQL's start + 40 s; those of the subjects
 * in `skip` are left out.
 */
export async function findExpiredAttempts(
  sql: Sql,
  kind: AttemptSubject['kind'],
  skip: readonly number[],
): Promise<ExpiredAttempt[]> {
  const column = kind === 'run' ? 'run_id' : 'release_id';
  const rows = await sql.query<{ id: number; subject_id: number }>(
    `select id, ${column} as subject_id from attempts
     where finished_at is null and ${column} is not null and ${column} <> all($2::bigint[])
       and clock_timestamp() > greatest(lease_expires_at, pg_postmaster_start_time() + make_interval(secs => $1))
     order by lease_expires_at limit 500`,
    [LEASE_SECONDS, skip],
  );
  return rows.map((row) => ({ id: row.id, subject: { kind, id: row.subject_id } }));
}
