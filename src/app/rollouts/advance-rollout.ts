import type { Database, Sql } from '../../db/database.ts';
import { findReleaseBefore, revertNewcomers } from '../../db/stores/rollouts/rollback-store.ts';
import { countPlacements } from '../../db/stores/rollouts/rollout-progress-store.ts';
import {
  beginNextStep,
  moveRollout,
  type RolloutRecord,
  recordBakeStart,
} from '../../db/stores/rollouts/rollout-store.ts';
import type { NextMove } from '../../domain/rollouts/next-move.ts';
import { recordRolloutActivity } from './record-rollout-activity.ts';
import { requireRollout } from './require-rollout.ts';

/** Records that the rollout has come further; nothing where it is no longer in the state that the move belongs to. */
export function advanceRollout(db: Database, rolloutId: number, move: NextMove): Promise<void> {
  return db.transaction(async (sql) => {
    const rollout = await requireRollout(sql, rolloutId, 'update');
    if (rollout.state !== (move.do === 'revert' ? 'rolling_back' : 'running')) return;
    switch (move.do) {
      case 'begin-bake':
        return recordBakeStart(sql, rolloutId);
      case 'next-step':
        return beginNextStep(sql, rolloutId);
      case 'halt':
        return halt(sql, rollout, move.reason);
      case 'complete':
        return complete(sql, rollout);
      case 'revert':
        return endRollback(sql, rollout);
      default:
        return;
    }
  });
}

async function halt(sql: Sql, rollout: RolloutRecord, reason: string): Promise<void> {
  await moveRollout(sql, rollout.id, { to: 'halted', reason, isWithholding: true });
  await record(sql, rollout, 'rollout.halted', { reason });
}

async function complete(sql: Sql, rollout: RolloutRecord): Promise<void> {
  await moveRollout(sql, rollout.id, { to: 'completed', isWithholding: false });
  await record(sql, rollout, 'rollout.completed');
}

/** Followers of `latest` have no channel that can move back: they stay withheld until a newer release comes. */
async function endRollback(sql: Sql, rollout: RolloutRecord): Promise<void> {
  const newcomers = await takeNewcomersBack(sql, rollout);
  await moveRollout(sql, rollout.id, { to: 'rolled_back', isWithholding: rollout.cause === 'release' });
  await record(sql, rollout, 'rollout.rolled_back', newcomers === 0 ? {} : { newcomers });
}

/** A tenant that came to the release after the rollout was planned moves where its channel moves, or to the previous release. */
async function takeNewcomersBack(sql: Sql, rollout: RolloutRecord): Promise<number> {
  if (rollout.cause === 'bulk') return 0;
  const isLatest = rollout.cause === 'release';
  const toReleaseId = isLatest ? await findReleaseBefore(sql, rollout.releaseId) : rollout.previousReleaseId;
  if (isLatest && toReleaseId === null) return 0;
  return revertNewcomers(sql, { ...rollout, toReleaseId });
}

async function record(sql: Sql, rollout: RolloutRecord, action: string, details: object = {}): Promise<void> {
  const counts = await countPlacements(sql, rollout.id);
  await recordRolloutActivity(sql, rollout, { actor: rollout.startedBy, action, after: { ...counts, ...details } });
}
