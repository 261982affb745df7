import type { Sql } from '../../db/database.ts';
import type { ReleaseToolchain } from './build-facts.ts';

export interface SharedArtifact {
  readonly releaseNumber: number;
  readonly digest: string;
  readonly sizeBytes: number;
}

export interface ArtifactKey {
  readonly integrationId: number;
  readonly commitSha: string;
  readonly manifestPath: string;
  readonly toolchain: ReleaseToolchain;
}

/** An artifact that the same integration already has of the same commit, path and toolchain. */
export async function findSharedArtifact(sql: Sql, key: ArtifactKey): Promise<SharedArtifact | null> {
  const rows = await sql.query<{ number: number; artifact_digest: string; artifact_size_bytes: number }>(
    `select number, artifact_digest, artifact_size_bytes from releases
     where integration_id = $1 and commit_sha = $2 and state = 'ready' and artifact_removed_at is null and manifest_path = $3 and toolchain = $4
     order by number desc limit 1`,
    [key.integrationId, key.commitSha, key.manifestPath, JSON.stringify(key.toolchain)],
  );
  const row = rows[0];
  return row ? { releaseNumber: row.number, digest: row.artifact_digest, sizeBytes: row.artifact_size_bytes } : null;
}
