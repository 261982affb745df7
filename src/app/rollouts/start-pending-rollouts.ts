import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import {
  listDueRollouts,
  markRolloutExecuted,
  readUnpreviewedRollout,
} from '../../db/stores/rollouts/rollout-queue-store.ts';
import { savePreview } from '../../db/stores/rollouts/rollout-store.ts';
import { pauseTerminatedRollout } from './pause-terminated-rollout.ts';
import { type PreviewDeps, previewRollout } from './preview-rollout.ts';

/** What the hub needs of a rollout's workflow. */
export interface RolloutWorkflows {
  status(rolloutId: number): Promise<'running' | 'terminated' | 'ended'>;
  /** Safe to repeat: a running one is joined. */
  start(rolloutId: number): Promise<void>;
}

export interface StartPendingRolloutsDeps extends PreviewDeps {
  readonly workflows: RolloutWorkflows;
}

const MAX_STARTS = 50;
/** How often a workflow is checked. */
const RESTART_AFTER_S = 20;
/** Starts in flight at the same time: a slow Temporal delays none by the sum of the others. */
const STARTS_AT_ONCE = 4;

/**
 * Starts the workflows of rollouts whose turn it is. A running workflow is joined, one that was lost is started again where it was, and a
 * terminated one pauses its rollout first. Returns how many rollouts it evaluated.
 */
export async function startPendingRollouts(deps: StartPendingRolloutsDeps, items: ItemRunner): Promise<number> {
  return items.forEach({
    kind: 'rollout',
    items: await listDueRollouts(deps.db, {
      restartAfterS: RESTART_AFTER_S,
      limit: MAX_STARTS,
      skip: items.backedOff('rollout'),
    }),
    atOnce: STARTS_AT_ONCE,
    work: async ({ id }) => {
      // Figures for people: without them the rollout starts all the same.
      await recordPreview(deps, id).catch((error: unknown) => items.report(error, 'rollout', id));
      const status = await deps.workflows.status(id);
      if (status === 'terminated') await pauseTerminatedRollout(deps.db, id);
      if (status !== 'running') await deps.workflows.start(id);
      await markRolloutExecuted(deps.db, id);
    },
  });
}

/** Keeps what a preview would have shown to a person with a rollout that started by itself. */
async function recordPreview(deps: PreviewDeps, id: number): Promise<void> {
  const subject = await readUnpreviewedRollout(deps.db, id);
  if (subject === null) return;
  const request = { ...subject, cause: 'release', channel: null, selection: null } as const;
  await savePreview(deps.db, id, await previewRollout(deps, request, { timeMs: 2_000, tenants: 2_000 }));
}
