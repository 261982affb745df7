import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import type { WatchedRepository } from '../../db/stores/source-control/watched-repository-store.ts';
import { insertQueuedRelease, type QueuedRelease } from '../releases/index.ts';

/** Queues the release of a pushed commit. It counts once the repository itself has delivered that commit to the build. */
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
