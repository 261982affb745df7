import type { RolloutView } from '../../contracts/rollout-workflow.ts';
import type { Database } from '../../db/database.ts';
import { countRunsOnRelease, readStepProgress } from '../../db/stores/rollouts/rollout-progress-store.ts';
import { isFirstInLine } from '../../db/stores/rollouts/rollout-queue-store.ts';
import { moveRollout } from '../../db/stores/rollouts/rollout-store.ts';
import { nextMove } from '../../domain/rollouts/next-move.ts';
import { requireRollout } from './require-rollout.ts';

/** Returns what the rollout does next; begins a queued one whose turn it is. */
export async function evaluateRollout(db: Database, rolloutId: number): Promise<RolloutView> {
  await beginInTurn(db, rolloutId);
  const rollout = await requireRollout(db, rolloutId);
  const progress = await readStepProgress(db, rolloutId);
  const isWatched = rollout.failureLimit !== null && rollout.isPlanned;
  const runs = isWatched ? await countRunsOnRelease(db, rollout) : { ended: 0, failed: 0 };
  const next = nextMove({ ...rollout, ...progress, endedRuns: runs.ended, failedRuns: runs.failed });
  return { state: rollout.state, total: rollout.total, step: rollout.step, next };
}

/** One rollout of an integration at a time: the oldest of those that wait. */
async function beginInTurn(db: Database, rolloutId: number): Promise<void> {
  if ((await requireRollout(db, rolloutId)).state !== 'queued') return;
  await db.transaction(async (sql) => {
    const rollout = await requireRollout(sql, rolloutId, 'update');
    if (rollout.state !== 'queued' || !(await isFirstInLine(sql, rolloutId))) return;
    await moveRollout(sql, rolloutId, { to: 'running' });
  });
}
