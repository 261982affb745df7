import type { Sql } from '../../db/sql.ts';
import { type BuildProgressRow, findBuildProgress } from '../../db/stores/run-logs/log-progress-store.ts';
import type { LogSource } from '../../db/stores/run-logs/log-source.ts';

/** The progress of a build and of its log. */
export interface BuildProgress extends BuildProgressRow {
  readonly log: LogSource;
}

/** Returns null where the release does not exist. */
export async function readBuildProgress(sql: Sql, releaseId: number): Promise<BuildProgress | null> {
  const row = await findBuildProgress(sql, releaseId);
  return row && { ...row, log: { kind: 'build', releaseId } };
}
