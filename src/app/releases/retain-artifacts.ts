import type { ArtifactDigest, ArtifactStore } from '../../adapters/artifacts/artifact-store.ts';
import type { ReleaseCache } from '../../adapters/artifacts/release-cache.ts';
import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Database, Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { lockArtifact } from './lock-artifact.ts';

export interface RetainArtifactsDeps {
  readonly db: Database;
  readonly artifacts: Pick<ArtifactStore, 'list' | 'remove'>;
  readonly cache: Pick<ReleaseCache, 'remove'>;
  /** Of each integration, the newest; those in use stay beside them. */
  readonly keptCount: number;
}

export interface RetainedArtifacts {
  /** Releases that have no artifact any more. */
  readonly releaseIds: readonly number[];
  readonly removedFiles: number;
  readonly removedBytes: number;
}

/**
 * Lets go of artifacts that are neither new nor in use: first marks their releases, then removes the files that no release needs,
 * also those that an earlier pass or a failed build left. Safe to repeat, to race and to be killed at any point.
 */
export async function retainArtifacts(deps: RetainArtifactsDeps, items: ItemRunner): Promise<RetainedArtifacts> {
  const releaseIds: number[] = [];
  await items.forEach({
    kind: 'integration',
    items: await findCandidates(deps.db, deps.keptCount),
    work: async ({ id }) => {
      releaseIds.push(...(await deps.db.transaction((sql) => markReleases(sql, id, deps.keptCount))));
    },
  });
  return { releaseIds, ...(await removeFiles(deps, items)) };
}

/** Returns the integrations that have more artifacts than are kept. */
function findCandidates(sql: Sql, keptCount: number): Promise<{ readonly id: number }[]> {
  return sql.query<{ id: number }>(
    `select integration_id as id from releases where state = 'ready' and artifact_removed_at is null
     group by integration_id having count(*) > $1`,
    [keptCount],
  );
}

interface Marked {
  readonly id: number;
  readonly number: number;
  readonly partner_id: number | null;
}

/**
 * Whoever points at a release holds its row by a foreign key: a row that can't be locked is being chosen at this moment, and what was
 * chosen before the lock is seen by the second statement.
 */
async function markReleases(sql: Sql, integrationId: number, keptCount: number): Promise<readonly number[]> {
  const locked = await sql.query<{ id: number }>(
    `select r.id from releases r
     where r.integration_id = $1 and r.state = 'ready' and r.artifact_removed_at is null and not release_is_in_use(r)
       and r.number < (select min(n.number) from (
         select number from releases where integration_id = $1 and state = 'ready' and artifact_removed_at is null
         order by number desc limit $2) n)
     for update of r skip locked`,
    [integrationId, keptCount],
  );
  const marked = await sql.query<Marked>(
    `update releases r set artifact_removed_at = clock_timestamp(), modified_at = clock_timestamp()
     from integrations i where i.id = r.integration_id and r.id = any($1) and not release_is_in_use(r)
     returning r.id, r.number, i.partner_id`,
    [locked.map(({ id }) => id)],
  );
  for (const { id, number, partner_id: partnerId } of marked) {
    await recordActivity(sql, {
      ...{ actor: 'system', action: 'release.artifact_removed', subjectKind: 'release', subjectId: id },
      ...{ integrationId, partnerId, after: { number } },
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
  if (await isNeeded(db, digest)) return false;
  const isRemoved = await db.transaction(async (sql) => {
    await lockArtifact(sql, digest, 'to-remove');
    return !(await isNeeded(sql, digest)) && (await artifacts.remove(digest));
  });
  if (isRemoved) await cache.remove(digest);
  return isRemoved;
}

/** Equal contents are one file, whichever releases and integrations made them. */
async function isNeeded(sql: Sql, digest: string): Promise<boolean> {
  const rows = await sql.query<{ is_needed: boolean }>(
    `select exists (select 1 from releases where artifact_digest = $1 and artifact_removed_at is null
       and state in ('building', 'ready')) as is_needed`,
    [digest],
  );
  return rows[0]?.is_needed === true;
}
