import type { ArtifactDigest, ArtifactStore } from '../../adapters/artifacts/artifact-store.ts';
import type { ReleaseCache } from '../../adapters/artifacts/release-cache.ts';
import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Database, Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import {
  isArtifactNeeded,
  listIntegrationsWithOldArtifacts,
  lockArtifactToRemove,
  lockUnusedReleases,
  markArtifactsRemoved,
} from '../../db/stores/releases/artifact-store.ts';

export interface RetainArtifactsDeps {
  readonly db: Database;
  readonly artifacts: Pick<ArtifactStore, 'list' | 'remove'>;
  readonly cache: Pick<ReleaseCache, 'remove'>;
  /** The number of newest artifacts kept of each integration; those in use are kept as well. */
  readonly keptCount: number;
}

export interface RetainedArtifacts {
  /** Releases that have no artifact any more. */
  readonly releaseIds: readonly number[];
  readonly removedFiles: number;
  readonly removedBytes: number;
}

/**
 * Removes artifacts that are neither new nor in use: first marks their releases, then removes the files that no release needs,
 * also those that an earlier job or a failed build left. Safe to repeat, to race and to be killed at any point.
 */
export async function retainArtifacts(deps: RetainArtifactsDeps, items: ItemRunner): Promise<RetainedArtifacts> {
  const releaseIds: number[] = [];
  await items.forEach({
    kind: 'integration',
    items: await listIntegrationsWithOldArtifacts(deps.db, deps.keptCount),
    work: async ({ id }) => {
      releaseIds.push(...(await deps.db.transaction((sql) => markReleases(sql, id, deps.keptCount))));
    },
  });
  return { releaseIds, ...(await removeFiles(deps, items)) };
}

/**
 * A transaction that points a row at a release locks the release by the foreign key. A release that can't be locked is being chosen
 * at this moment, and what was chosen before the lock is seen by the second statement.
 */
async function markReleases(sql: Sql, integrationId: number, keptCount: number): Promise<readonly number[]> {
  const unused = await lockUnusedReleases(sql, integrationId, keptCount);
  const marked = await markArtifactsRemoved(sql, unused);
  for (const { id, number } of marked) {
    await recordActivity(sql, {
      actor: 'system',
      action: 'release.artifact_removed',
      subjectKind: 'release',
      subjectId: id,
      integrationId,
      after: { number },
    });
  }
  return marked.map(({ id }) => id);
}

async function removeFiles(deps: RetainArtifactsDeps, items: ItemRunner) {
  let removedFiles = 0;
  let removedBytes = 0;
  for await (const { digest, sizeBytes } of deps.artifacts.list()) {
    if (items.signal.aborted) break;
    try {
      if (!(await removeUnneeded(deps, digest))) continue;
      removedFiles += 1;
      removedBytes += sizeBytes;
    } catch (error) {
      items.report(error, 'artifact', digest);
    }
  }
  return { removedFiles, removedBytes };
}

/** False where a release needs it, or another process has removed it. */
async function removeUnneeded({ db, artifacts, cache }: RetainArtifactsDeps, digest: ArtifactDigest): Promise<boolean> {
  if (await isArtifactNeeded(db, digest)) return false;
  const isRemoved = await db.transaction(async (sql) => {
    await lockArtifactToRemove(sql, digest);
    return !(await isArtifactNeeded(sql, digest)) && (await artifacts.remove(digest));
  });
  if (isRemoved) await cache.remove(digest);
  return isRemoved;
}
