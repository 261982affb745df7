import type { ReleaseToolchain } from '../../../domain/releases/build-facts.ts';
import { KEYED_LOCKS } from '../../locks.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

const LOCK_SHARED = statement(`select pg_advisory_xact_lock_shared(${KEYED_LOCKS.artifact})`);
const LOCK_ALONE = statement(`select pg_advisory_xact_lock(${KEYED_LOCKS.artifact})`);

/** Keeps an artifact's file until the transaction ends; others may keep it too. */
export async function lockArtifactToClaim(sql: Sql, digest: string): Promise<void> {
  await sql.query(LOCK_SHARED, [digest]);
}

/** Keeps all other processes from an artifact's file until the transaction ends. */
export async function lockArtifactToRemove(sql: Sql, digest: string): Promise<void> {
  await sql.query(LOCK_ALONE, [digest]);
}

export interface ArtifactClaim {
  readonly releaseId: number;
  readonly attemptId: number;
  readonly digest: string;
}

const CLAIM = statement(`
  update releases set artifact_digest = $3 where id = $1 and state = 'building'
    and exists (select 1 from attempts where id = $2 and finished_at is null)`);

/** Records that a build whose attempt is live needs an artifact. */
export async function saveArtifactClaim(sql: Sql, claim: ArtifactClaim): Promise<void> {
  await sql.query(CLAIM, [claim.releaseId, claim.attemptId, claim.digest]);
}

export interface ArtifactKey {
  readonly integrationId: number;
  readonly commitSha: string;
  readonly manifestPath: string;
  readonly toolchain: ReleaseToolchain;
}

export interface SharedArtifact {
  readonly releaseNumber: number;
  readonly digest: string;
  readonly sizeBytes: number;
}

const FIND_SHARED = statement<SharedArtifact>(`
  select number as "releaseNumber", artifact_digest as digest, artifact_size_bytes as "sizeBytes" from releases
  where integration_id = $1 and commit_sha = $2 and state = 'ready' and artifact_removed_at is null
    and manifest_path = $3 and toolchain = $4
  order by number desc limit 1`);

/** Returns an artifact that the same integration already has of the same commit, path and toolchain; null where it has none. */
export async function findSharedArtifact(sql: Sql, key: ArtifactKey): Promise<SharedArtifact | null> {
  const values = [key.integrationId, key.commitSha, key.manifestPath, JSON.stringify(key.toolchain)];
  const [artifact] = await sql.query(FIND_SHARED, values);
  return artifact ?? null;
}

const TOO_MANY = statement<{ id: number }>(`
  select integration_id as id from releases where state = 'ready' and artifact_removed_at is null
  group by integration_id having count(*) > $1`);

/** Returns the integrations that have more artifacts than `keptCount`. */
export function listIntegrationsWithOldArtifacts(sql: Sql, keptCount: number): Promise<{ readonly id: number }[]> {
  return sql.query(TOO_MANY, [keptCount]);
}

const LOCK_UNUSED = statement<{ id: number }>(`
  select r.id from releases r
  where r.integration_id = $1 and r.state = 'ready' and r.artifact_removed_at is null and not release_is_in_use(r)
    and r.number < (select min(n.number) from (
      select number from releases where integration_id = $1 and state = 'ready' and artifact_removed_at is null
      order by number desc limit $2) n)
  for update of r skip locked`);

/** Locks the releases of an integration that are neither among the newest nor in use. One that is being chosen now is left out. */
export async function lockUnusedReleases(sql: Sql, integrationId: number, keptCount: number): Promise<number[]> {
  return (await sql.query(LOCK_UNUSED, [integrationId, keptCount])).map(({ id }) => id);
}

const MARK_REMOVED = statement<{ id: number; number: number }>(`
  update releases r set artifact_removed_at = clock_timestamp(), modified_at = clock_timestamp()
  where r.id = any($1::bigint[]) and not release_is_in_use(r)
  returning r.id, r.number`);

/** Marks that these releases have no artifact any more, except those that came into use before they were locked. Returns the marked ones. */
export function markArtifactsRemoved(
  sql: Sql,
  releaseIds: readonly number[],
): Promise<{ readonly id: number; readonly number: number }[]> {
  return sql.query(MARK_REMOVED, [releaseIds]);
}

const IS_NEEDED = statement<{ isNeeded: boolean }>(`
  select exists (select 1 from releases where artifact_digest = $1 and artifact_removed_at is null
    and state in ('building', 'ready')) as "isNeeded"`);

/** Returns whether a release needs the file. Equal contents are one file, whichever releases and integrations made them. */
export async function isArtifactNeeded(sql: Sql, digest: string): Promise<boolean> {
  const [row] = await sql.query(IS_NEEDED, [digest]);
  return row?.isNeeded === true;
}
