import { CANCEL_CHANNEL, PROGRESS_CHANNEL, WAKE_RELAY_CHANNEL } from '../../contracts/task-queues.ts';
import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { RELEASE_TRANSITIONS, type ReleaseState } from '../../domain/releases/release-state.ts';
import { isFinal } from '../../domain/state-machine.ts';
import { AppError } from '../../errors/app-error.ts';

/** `cancelled`: it is. `asked`: its worker was notified. `unchanged`: somebody had asked before. */
export type CancelBuildResult = 'cancelled' | 'asked' | 'unchanged';

export interface CancelBuildInput {
  readonly releaseId: number;
  /** Who asks, as the activity log shows it. */
  readonly actor: string;
}

interface ReleaseRow {
  readonly state: ReleaseState;
  readonly integration_id: number;
  readonly partner_id: number | null;
  readonly is_asked: boolean;
  readonly has_live_attempt: boolean;
}

/**
 * Cancels a build that has not ended, in the caller's transaction; repeated, it changes nothing.
 * @throws AppError `not_found` · `conflict`
 */
export async function cancelBuild(sql: Sql, { releaseId, actor }: CancelBuildInput): Promise<CancelBuildResult> {
  await sql.query('select 1 from releases where id = $1 for update', [releaseId]);
  const release = await readRelease(sql, releaseId);
  if (release.state === 'cancelled') return 'unchanged';
  if (isFinal(RELEASE_TRANSITIONS, release.state)) {
    throw new AppError('conflict', `The build of this release has already ended: it is ${release.state}.`);
  }
  if (release.has_live_attempt) await notifyWorker(sql, releaseId);
  if (release.has_live_attempt && release.is_asked) return 'unchanged';
  await sql.query(
    'update releases set cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()) where id = $1',
    [releaseId],
  );
  const result = release.has_live_attempt ? 'asked' : 'cancelled';
  if (result === 'cancelled') await endBuild(sql, releaseId);
  await recordActivity(sql, {
    actor,
    action: 'release.cancel_requested',
    subjectKind: 'release',
    subjectId: releaseId,
    integrationId: release.integration_id,
    partnerId: release.partner_id,
    after: { result },
  });
  return result;
}

/** Asked again it notifies again: the worker may have missed it. */
async function notifyWorker(sql: Sql, releaseId: number): Promise<void> {
  await sql.query('select pg_notify($1, $2)', [CANCEL_CHANNEL, `release:${releaseId}`]);
}

/** No worker builds it: nobody else would end it. */
async function endBuild(sql: Sql, releaseId: number): Promise<void> {
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
}

async function readRelease(sql: Sql, releaseId: number): Promise<ReleaseRow> {
  const rows = await sql.query<ReleaseRow>(
    `select r.state, r.integration_id, i.partner_id, r.cancel_requested_at is not null as is_asked,
       exists (select 1 from attempts a where a.release_id = r.id and a.finished_at is null) as has_live_attempt
     from releases r join integrations i on i.id = r.integration_id where r.id = $1`,
    [releaseId],
  );
  if (rows[0] === undefined) throw new AppError('not_found', `There is no release ${releaseId}.`);
  return rows[0];
}
