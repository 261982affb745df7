import { Context } from '@temporalio/activity';
import type { RolloutActivities } from '../src/contracts/rollout-workflow.ts';
import type { Database } from '../src/db/database.ts';
import { advanceRollout } from '../src/rollouts/advance-rollout.ts';
import { applyPage } from '../src/rollouts/apply-page.ts';
import { takeDecision } from '../src/rollouts/decide-rollout.ts';
import { lookAtRollout } from '../src/rollouts/look-at-rollout.ts';
import { planRollout } from '../src/rollouts/plan-rollout.ts';
import type { PreviewDeps } from '../src/rollouts/preview-rollout.ts';
import { type QueueInitSync, queueInitSyncs } from '../src/rollouts/queue-init-syncs.ts';
import { revertPage } from '../src/rollouts/revert-page.ts';

export interface RolloutActivityDeps extends PreviewDeps {
  readonly db: Database;
  readonly queueInitSync: QueueInitSync;
  readonly startRun: (runId: number) => Promise<void>;
  readonly initBatchSize: number;
}

/** Every activity of rollouts, by the name that workflows know. */
export function createRolloutActivities(deps: RolloutActivityDeps): RolloutActivities {
  const { db } = deps;
  return {
    lookAtRollout: ({ rolloutId }) => lookAtRollout(db, rolloutId),
    planRollout: ({ rolloutId }) => planRollout(db, rolloutId),
    applyRolloutPage: (page) => alive(() => applyPage(deps, page)),
    revertRolloutPage: (page) => alive(() => revertPage(db, page)),
    queueInitSyncs: ({ rolloutId }) => queueInitSyncs({ ...deps, batchSize: deps.initBatchSize }, rolloutId),
    advanceRollout: ({ rolloutId, move }) => advanceRollout(db, rolloutId, move),
    decideRollout: (input) => takeDecision(db, input),
  };
}

const HEARTBEAT_EVERY_MS = 2_000;

/** Tells Temporal that this worker is still at it. */
async function alive<Result>(work: () => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
  }
}
