import type { Sql } from '../../db/sql.ts';
import type { ReleaseState } from '../../domain/releases/release-state.ts';
import type { LogSource } from './read-log.ts';

/** How far a build and its log are. */
export interface BuildProgress {
  readonly state: ReleaseState;
  readonly isFinal: boolean;
  /** True where every line of the log is stored. */
  readonly isLogComplete: boolean;
  /** True where its lines were removed. */
  readonly isLogExpired: boolean;
  readonly log: LogSource;
}

/** Null where the release is not there. */
export async function readBuildProgress(sql: Sql, releaseId: number): Promise<BuildProgress | null> {
  const [row] = await sql.query<{
    state: ReleaseState;
    is_final: boolean;
    is_log_complete: boolean;
    is_log_expired: boolean;
  }>(
    `select state, finished_at is not null as is_final, is_log_complete, log_removed_at is not null as is_log_expired from releases where id = $1`,
    [releaseId],
  );
  if (!row) return null;
  return {
    state: row.state,
    isFinal: row.is_final,
    isLogComplete: row.is_log_complete,
    isLogExpired: row.is_log_expired,
    log: { kind: 'build', releaseId },
  };
}
