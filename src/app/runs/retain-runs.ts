import { type Database, type Sql, sqlState } from '../../db/database.ts';
import { LOCKS, tryLockUntilCommit } from '../../db/locks.ts';
import { dropLogDay, findRemovableLogDays } from '../../db/stores/run-logs/log-partition-store.ts';
import { deleteOldBuildLogs, deleteOldRuns } from '../../db/stores/runs/run-retention.ts';

export interface RetainRunsDeps {
  readonly db: Database;
  /** Days that a run and its log are kept after its end. */
  readonly keptDays: number;
  readonly signal?: AbortSignal;
}

export interface RemovedRuns {
  readonly runs: number;
  /** Days whose log lines were removed, `2026-01-31`. */
  readonly logDays: readonly string[];
  readonly buildLogs: number;
}

const RUNS_AT_ONCE = 100;
const BUILD_LOGS_AT_ONCE = 20;

/**
 * Removes what is past its retention, in small transactions: runs that ended, with their triggers and attempts; days of log lines of
 * which no run is left; logs of builds that nobody can run any more. The summaries of each tenant's last runs stay. Safe to repeat, to
 * race and to be killed at any point. Where another process does the same, this one does nothing.
 */
export async function retainRuns(deps: RetainRunsDeps): Promise<RemovedRuns> {
  const runs = await deleteInBatches(deps, deleteOldRuns, RUNS_AT_ONCE);
  const logDays: string[] = [];
  for (const day of await findRemovableLogDays(deps.db, deps.keptDays)) {
    if (deps.signal?.aborted) break;
    if (await dropDay(deps.db, day)) logDays.push(day);
  }
  const buildLogs = await deleteInBatches(deps, deleteOldBuildLogs, BUILD_LOGS_AT_ONCE);
  return { runs, logDays, buildLogs };
}

async function deleteInBatches(
  { db, keptDays, signal }: RetainRunsDeps,
  deleteBatch: (sql: Sql, keptDays: number, limit: number) => Promise<number>,
  size: number,
): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const count = await db.transaction(async (sql) => {
      return (await tryLockUntilCommit(sql, LOCKS.runRetention)) ? deleteBatch(sql, keptDays, size) : 0;
    });
    total += count;
    if (count < size) break;
  }
  return total;
}

const LOCK_NOT_AVAILABLE = '55P03';

/** Returns false where another process does it, or reads or writes logs for too long: the next time tries again. */
async function dropDay(db: Database, day: string): Promise<boolean> {
  try {
    return await db.transaction(async (sql) => {
      if (!(await tryLockUntilCommit(sql, LOCKS.runRetention))) return false;
      await dropLogDay(sql, day);
      return true;
    });
  } catch (error) {
    if (sqlState(error) === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
