import type { Database } from '../../db/database.ts';
import { lockArtifact } from './lock-artifact.ts';

export interface ArtifactClaim {
  readonly releaseId: number;
  readonly attemptId: number;
  readonly digest: string;
}

/** From its commit on retention leaves the file alone; before that it may have gone, so whoever claims looks afterwards. */
export async function claimArtifact(database: Database, claim: ArtifactClaim): Promise<void> {
  await database.transaction(async (sql) => {
    await lockArtifact(sql, claim.digest, 'to-claim');
    await sql.query(
      `update releases set artifact_digest = $3 where id = $1 and state = 'building'
         and exists (select 1 from attempts where id = $2 and finished_at is null)`,
      [claim.releaseId, claim.attemptId, claim.digest],
    );
  });
}
