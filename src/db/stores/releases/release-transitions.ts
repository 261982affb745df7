import { CANCEL_CHANNEL, PROGRESS_CHANNEL, WAKE_JOBS_CHANNEL } from '../../../contracts/task-queues.ts';
import type { BuildFailure } from '../../../domain/releases/build-failure.ts';
import { RELEASE_TRANSITIONS, type ReleaseState } from '../../../domain/releases/release-state.ts';
import { mayMoveTo, perState } from '../../may-move-to.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

// Every statement that changes the state of a release is in this file.

const ADMIT = statement<{ id: number }>(`
  update releases set state = 'building', modified_at = clock_timestamp()
  where id = any($1::bigint[]) and ${mayMoveTo('state', RELEASE_TRANSITIONS, 'building')} returning id`);

/** Lets queued builds begin. */
export async function admitReleases(sql: Sql, ids: readonly number[]): Promise<void> {
  await sql.query(ADMIT, [ids]);
}

export type ReleaseEnd =
  | { readonly state: 'ready'; readonly artifactDigest: string; readonly artifactSizeBytes: number }
  | { readonly state: 'failed'; readonly failure: BuildFailure }
  | { readonly state: 'cancelled' };

// One statement ends the build and notifies listeners.
const END = perState(['ready', 'failed', 'cancelled'] satisfies ReleaseState[], (state) =>
  statement(`
    update releases set state = '${state}', failure = $2, artifact_digest = $3, artifact_size_bytes = $4,
      log_line_count = coalesce($5, (select max(c.last_line) from build_log_chunks c where c.release_id = $1), 0),
      is_log_complete = true, finished_at = clock_timestamp(), modified_at = clock_timestamp()
    where id = $1 and ${mayMoveTo('state', RELEASE_TRANSITIONS, state)}
    returning pg_notify('${PROGRESS_CHANNEL}', 'release:' || id), pg_notify('${WAKE_JOBS_CHANNEL}', 'build')`),
);

/** Ends a build; false where it had ended. A `logLineCount` of null keeps the count of what is stored. */
export async function endRelease(
  sql: Sql,
  id: number,
  end: ReleaseEnd & { readonly logLineCount: number | null },
): Promise<boolean> {
  const failure = end.state === 'failed' ? JSON.stringify(end.failure) : null;
  const [digest, sizeBytes] = end.state === 'ready' ? [end.artifactDigest, end.artifactSizeBytes] : [null, null];
  return (await sql.query(END[end.state], [id, failure, digest, sizeBytes, end.logLineCount])).length === 1;
}

const REQUEST_CANCEL = statement(`
  update releases set cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp())
  where id = $1 and ${mayMoveTo('state', RELEASE_TRANSITIONS, 'cancelled')}
  returning pg_notify('${CANCEL_CHANNEL}', 'release:' || id)`);

/** Requests the end of a build that has not ended, and notifies the worker that builds it, also where it was requested before. */
export async function requestReleaseCancel(sql: Sql, id: number): Promise<void> {
  await sql.query(REQUEST_CANCEL, [id]);
}
