import type { Sql } from '../../db/database.ts';

/** Holds an artifact's file until the transaction ends: many may claim it at once, who removes it is alone. */
export async function lockArtifact(sql: Sql, digest: string, purpose: 'to-claim' | 'to-remove'): Promise<void> {
  const lock = purpose === 'to-claim' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await sql.query(`select ${lock}(hashtextextended('artifact:' || $1, 0))`, [digest]);
}
