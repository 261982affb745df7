import { advanceRollout } from '../src/app/rollouts/advance-rollout.ts';
import { applyPage } from '../src/app/rollouts/apply-page.ts';
import { applyDecision } from '../src/app/rollouts/decide-rollout.ts';
import { evaluateRollout } from '../src/app/rollouts/evaluate-rollout.ts';
import { planRollout } from '../src/app/rollouts/plan-rollout.ts';
import type { PreviewDeps } from '../src/app/rollouts/preview-rollout.ts';
import { type QueueInitSync, queueInitSyncs } from '../src/app/rollouts/queue-init-syncs.ts';
import { recordRefusedMessage } from '../src/app/rollouts/record-refused-message.ts';
import { revertPage } from '../src/app/rollouts/revert-page.ts';
import { SlotPool } from '../src/base/slot-pool.ts';
import type { RolloutActivities } from '../src/contracts/rollout-workflow.ts';
import type { Database } from '../src/db/database.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export interface RolloutActivityDeps extends PreviewDeps {
  readonly db: Database;
  readonly queueInitSync: QueueInitSync;
  readonly startRun: (runId: number) => Promise<void>;
  readonly initBatchSize: number;
  /** Pages that this worker moves at a time. */
  readonly pagesAtOnce: number;
}

/** Every activity of rollouts, by the name that workflows know. */
export function createRolloutActivities(deps: RolloutActivityDeps): RolloutActivities {
  const { db } = deps;
  const pageSlots = new SlotPool(deps.pagesAtOnce);
  const alive = <Result>(work: () => Promise<Result>): Promise<Result> => withHeartbeat(() => pageSlots.run(work));
  return {
    lookAtRollout: ({ rolloutId }) => evaluateRollout(db, rolloutId),
    planRollout: ({ rolloutId }) => planRollout(db, rolloutId),
    applyRolloutPage: (page) => alive(() => applyPage(deps, page)),
    revertRolloutPage: (page) => alive(() => revertPage(db, page)),
    queueInitSyncs: ({ rolloutId }) => queueInitSyncs({ ...deps, batchSize: deps.initBatchSize }, rolloutId),
    advanceRollout: ({ rolloutId, move }) => advanceRollout(db, rolloutId, move),
    decideRollout: (input) => applyDecision(db, input),
    recordRefusedMessage: (input) => recordRefusedMessage(db, input),
  };
}
