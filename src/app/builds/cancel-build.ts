import { CANCEL_CHANNEL, PROGRESS_CHANNEL, WAKE_RELAY_CHANNEL } from '../../contracts/task-queues.ts';
import type { Database, Sql } from '../../db/database.ts';
import { RELEASE_TRANSITIONS, type ReleaseState } from '../../domain/releases/release-state.ts';
import { isFinal } from '../../domain/state-machine.ts';
import { AppError } from '../../errors/app-error.ts';

/** `cancelled`: it is. `asked`: the worker that builds it was told. `unchanged`: somebody had asked before. */
export type CancelBuildResult = 'cancelled' | 'asked' | 'unchanged';

interface ReleaseRow {
  readonly state: ReleaseState;
  readonly is_asked: boolean;
  readonly has_live_attempt: boolean;
}

/**
 * Cancels a build that has not ended; asked again it changes nothing.
 * @throws AppError `not_found` · `conflict`
 */
export function cancelBuild(database: Pick<Database, 'transaction'>, releaseId: number): Promise<CancelBuildResult> {
  return database.transaction(async (sql) => {
    await sql.query('select 1 from releases where id = $1 for update', [releaseId]);
    const release = await readRelease(sql, releaseId);
    if (release.state === 'cancelled') return 'unchanged';
    if (isFinal(RELEASE_TRANSITIONS, release.state)) {
      throw new AppError('conflict', `The build of this release has already ended: it is ${release.state}.`);
    }
    await sql.query(
      'update releases set cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()) where id = $1',
      [releaseId],
    );
    if (release.has_live_attempt) {
      await sql.query('select pg_notify($1, $2)', [CANCEL_CHANNEL, `release:${releaseId}`]);
      return release.is_asked ? 'unchanged' : 'asked';
    }
    await sql.query(
      `update releases set state = 'cancelled', finished_at = clock_timestamp(), modified_at = clock_timestamp(),
         is_log_complete = true where id = $1`,
      [releaseId],
    );
    await sql.query('select pg_notify($1, $2), pg_notify($3, $4)', [
      PROGRESS_CHANNEL,
      `release:${releaseId}`,
      WAKE_RELAY_CHANNEL,
      'build',
    ]);
    return 'cancelled';
  });
}

async function readRelease(sql: Sql, releaseId: number): Promise<ReleaseRow> {
  const rows = await sql.query<ReleaseRow>(
    `select state, cancel_requested_at is not null as is_asked,
       exists (select 1 from attempts a where a.release_id = r.id and a.finished_at is null) as has_live_attempt
     from releases r where id = $1`,
    [releaseId],
  );
  if (rows[0] === undefined) throw new AppError('not_found', `There is no release ${releaseId}.`);
  return rows[0];
}
