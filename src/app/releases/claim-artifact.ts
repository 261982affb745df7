import type { Database } from '../../db/database.ts';
import { type ArtifactClaim, lockArtifactToClaim, saveArtifactClaim } from '../../db/stores/releases/artifact-store.ts';

/** From its commit on retention leaves the file alone. Before that it may have gone, so the caller checks afterwards. */
export async function claimArtifact(database: Database, claim: ArtifactClaim): Promise<void> {
  await database.transaction(async (sql) => {
    await lockArtifactToClaim(sql, claim.digest);
    await saveArtifactClaim(sql, claim);
  });
}
