import type { Database, Sql } from '../../db/database.ts';
import { RELEASE_TRANSITIONS, type ReleaseState } from '../../domain/releases/release-state.ts';
import { isFinal } from '../../domain/state-machine.ts';
import { AppError } from '../../errors/app-error.ts';
import { insertQueuedRelease, type QueuedRelease, type RequestedRef } from '../releases/index.ts';

export interface RetryBuildInput {
  readonly releaseId: number;
  readonly requestedBy: string;
}

interface ReleaseRow {
  readonly integration_id: number;
  readonly state: ReleaseState;
  readonly branch: string;
  readonly is_tracking: boolean;
  readonly is_newest: boolean;
  readonly requested_ref: RequestedRef;
  readonly commit_sha: string | null;
  readonly tag: string | null;
  readonly repository_url: string;
  readonly repository_path: string;
  readonly is_archived: boolean;
}

/**
 * Builds what an ended release was made of once more, as a new release with the next number: its commit where that is known,
 * else what was asked for. It follows the tracking branch only while nothing newer of that branch is ready or on its way, so
 * that no retry moves tenants back.
 * @throws AppError `not_found` · `conflict` · `archived`
 */
export function retryBuild(
  database: Pick<Database, 'transaction'>,
  { releaseId, requestedBy }: RetryBuildInput,
): Promise<QueuedRelease> {
  return database.transaction(async (sql) => {
    const release = await lockRelease(sql, releaseId);
    if (!isFinal(RELEASE_TRANSITIONS, release.state)) {
      throw new AppError('conflict', `The build of this release has not ended yet: it is ${release.state}.`);
    }
    if (release.is_archived) throw new AppError('archived', 'The integration is archived.');
    return insertQueuedRelease(sql, {
      integrationId: release.integration_id,
      ref: release.commit_sha === null ? release.requested_ref : { kind: 'commit', name: release.commit_sha },
      branch: release.branch,
      isTracking: release.is_tracking && release.is_newest,
      tag: release.tag,
      repositoryUrl: release.repository_url,
      repositoryPath: release.repository_path,
      requestedBy,
      retryOf: releaseId,
    });
  });
}

/** The integration's lock comes first, as it does where a build is requested. */
async function lockRelease(sql: Sql, releaseId: number): Promise<ReleaseRow> {
  await sql.query(
    'select 1 from integrations where id = (select integration_id from releases where id = $1) for update',
    [releaseId],
  );
  const rows = await sql.query<ReleaseRow>(
    `select r.integration_id, r.state, r.branch, r.is_tracking, r.requested_ref, r.commit_sha, r.tag, r.repository_url,
       r.repository_path, i.archived_at is not null as is_archived,
       not exists (select 1 from releases n where n.integration_id = r.integration_id and n.number > r.number
         and n.is_tracking and n.state in ('queued', 'building', 'ready')) as is_newest
     from releases r join integrations i on i.id = r.integration_id where r.id = $1`,
    [releaseId],
  );
  if (rows[0] === undefined) throw new AppError('not_found', `There is no release ${releaseId}.`);
  return rows[0];
}
