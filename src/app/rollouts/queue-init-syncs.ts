import type { Database, Sql } from '../../db/database.ts';
import { clearDueInitSync, listDueInitSyncs } from '../../db/stores/rollouts/rollout-page-store.ts';
import { AppError } from '../../errors/app-error.ts';
import { requireRollout } from './require-rollout.ts';

/** Accepts an init sync in the given transaction; returns the run where it was admitted at once. */
export type QueueInitSync = (sql: Sql, tenantId: number, startedBy: string) => Promise<number | null>;

export interface QueueInitSyncsDeps {
  readonly db: Database;
  readonly queueInitSync: QueueInitSync;
  readonly startRun: (runId: number) => Promise<void>;
  /** How many a call may queue. */
  readonly batchSize: number;
}

/**
 * Queues the next init syncs that are due, each with its mark in one transaction, so that none is doubled. Returns how many. One that can't be
 * queued stops no other of them.
 * @throws Error that names its tenant, where none could be queued
 */
export async function queueInitSyncs(deps: QueueInitSyncsDeps, rolloutId: number): Promise<number> {
  const due = await listDueInitSyncs(deps.db, rolloutId, deps.batchSize);
  let count = 0;
  let failure: Error | null = null;
  for (const tenantId of due) {
    try {
      const runId = await deps.db.transaction((sql) => queueOne(deps, sql, rolloutId, tenantId));
      if (runId === undefined) return count;
      count += 1;
      // The job `start-pending-runs` makes up for a failure, and logs the next one.
      if (runId !== null) deps.startRun(runId).catch(() => {});
    } catch (error) {
      failure ??= new Error(`The init sync of tenant ${tenantId} could not be queued.`, { cause: error });
    }
  }
  if (failure !== null && count === 0) throw failure;
  return count;
}

/** Undefined where the rollout has been stopped. */
async function queueOne(
  deps: QueueInitSyncsDeps,
  sql: Sql,
  rolloutId: number,
  tenantId: number,
): Promise<number | null | undefined> {
  const rollout = await requireRollout(sql, rolloutId, 'share');
  if (rollout.state !== 'running') return undefined;
  if (!(await clearDueInitSync(sql, rolloutId, tenantId))) return null;
  try {
    return await deps.queueInitSync(sql, tenantId, rollout.startedBy);
  } catch (error) {
    // Refused before anything was written: an archived tenant needs no options.
    if (error instanceof AppError && ['archived', 'not_found', 'too_many_triggers'].includes(error.code)) return null;
    throw error;
  }
}
