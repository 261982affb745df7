import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { insertQueuedRelease, type QueuedRelease } from '../releases/index.ts';
import type { WatchedRepository } from './watched-repository.ts';

/** Notes the head of a locked repository, so that it makes no second release. */
export async function recordHead(sql: Sql, repository: WatchedRepository, sha: string): Promise<void> {
  await sql.query(
    `update repository_watches set head_sha = $2, head_version = head_version + 1, head_at = clock_timestamp(),
       repository_url = $3, branch = $4 where integration_id = $1`,
    [repository.integrationId, sha, repository.url, repository.branch],
  );
}

/** The release of a pushed commit; it counts once the repository itself has delivered that commit to the build. */
export async function releasePush(
  sql: Sql,
  repository: WatchedRepository,
  push: { readonly sha: string; readonly isHead: boolean; readonly by: string },
): Promise<QueuedRelease> {
  const { integrationId, partnerId } = repository;
  const release = await insertQueuedRelease(sql, {
    retryOf: null,
    integrationId,
    branch: repository.branch,
    isTracking: push.isHead,
    ref: { kind: 'commit', name: push.sha },
    tag: null,
    repositoryUrl: repository.url,
    repositoryPath: repository.path,
    requestedBy: push.by,
  });
  await recordActivity(sql, {
    ...{ actor: push.by, action: 'release.pushed', subjectKind: 'release', subjectId: release.id },
    ...{ integrationId, partnerId, after: { branch: repository.branch, commit_sha: push.sha } },
  });
  return release;
}
