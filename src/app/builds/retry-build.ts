import type { Database } from '../../db/database.ts';
import { lockIntegrationOfRelease } from '../../db/stores/integrations/integration-lock-store.ts';
import { readReleaseToRetry } from '../../db/stores/releases/build-queue-store.ts';
import { RELEASE_TRANSITIONS } from '../../domain/releases/release-state.ts';
import { isFinal } from '../../domain/state-machine.ts';
import { AppError } from '../../errors/app-error.ts';
import { insertQueuedRelease, type QueuedRelease } from '../releases/index.ts';

export interface RetryBuildInput {
  readonly releaseId: number;
  readonly requestedBy: string;
}

/**
 * Builds what an ended release was made of once more, as a new release with the next number: its commit where that is known,
 * else what was requested. It follows the tracking branch only while nothing newer of that branch is ready or on its way, so
 * that no retry moves tenants back.
 * @throws AppError `not_found` · `conflict` · `archived`
 */
export function retryBuild(
  database: Pick<Database, 'transaction'>,
  { releaseId, requestedBy }: RetryBuildInput,
): Promise<QueuedRelease> {
  return database.transaction(async (sql) => {
    // The integration's lock comes first, as it does where a build is requested.
    await lockIntegrationOfRelease(sql, releaseId);
    const release = await readReleaseToRetry(sql, releaseId);
    if (release === null) throw new AppError('not_found', `There is no release ${releaseId}.`);
    if (!isFinal(RELEASE_TRANSITIONS, release.state)) {
      throw new AppError('conflict', `The build of this release has not ended yet: it is ${release.state}.`);
    }
    if (release.isArchived) throw new AppError('archived', 'The integration is archived.');
    return insertQueuedRelease(sql, {
      integrationId: release.integrationId,
      ref: release.commitSha === null ? release.requestedRef : { kind: 'commit', name: release.commitSha },
      branch: release.branch,
      isTracking: release.isTracking && release.isNewest,
      tag: release.tag,
      repositoryUrl: release.repositoryUrl,
      repositoryPath: release.repositoryPath,
      requestedBy,
      retryOf: releaseId,
    });
  });
}
