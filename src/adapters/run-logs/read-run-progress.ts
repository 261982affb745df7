import type { Sql } from '../../db/sql.ts';
import { findRunProgress, type RunProgressRow } from '../../db/stores/run-logs/log-progress-store.ts';
import type { LogSource } from '../../db/stores/run-logs/log-source.ts';

/** The progress of a run and of its log. */
export interface RunProgress extends Omit<RunProgressRow, 'logDay'> {
  readonly log: LogSource;
}

/** Returns null where the run does not exist (any more). */
export async function readRunProgress(sql: Sql, runId: number): Promise<RunProgress | null> {
  const row = await findRunProgress(sql, runId);
  if (!row) return null;
  const { logDay, ...progress } = row;
  return { ...progress, log: { kind: 'run', runId, logDay } };
}
