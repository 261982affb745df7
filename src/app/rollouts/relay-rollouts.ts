import {
  listDueRollouts,
  listPendingPropagations,
  markRolloutExecuted,
  readUnpreviewedRollout,
} from '../../db/stores/rollouts/rollout-queue-store.ts';
import { savePreview } from '../../db/stores/rollouts/rollout-store.ts';
import { AppError } from '../../errors/app-error.ts';
import { createRollout } from './create-rollout.ts';
import { pauseTerminatedRollout } from './pause-terminated-rollout.ts';
import { type PreviewDeps, previewRollout } from './preview-rollout.ts';

/** Who started what nobody asked for. */
const HUB = 'hub';
const MAX_PROPAGATIONS = 20;
const MAX_STARTS = 50;
/** A workflow is looked after this often. */
const RESTART_AFTER_S = 20;

/** Starts a propagation for each ready release that has become the latest one of followers; returns how many. */
export async function propagateLatest(deps: PreviewDeps): Promise<number> {
  const due = await listPendingPropagations(deps.db, MAX_PROPAGATIONS);
  for (const { integrationId, releaseId } of due) {
    await deps.db
      .transaction((sql) =>
        createRollout(sql, {
          ...{ integrationId, releaseId, cause: 'release', channel: null, selection: null, gradual: null },
          startedBy: HUB,
        }),
      )
      .catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'archived')) throw error;
      });
  }
  return due.length;
}

/** What the hub needs of a rollout's workflow. */
export interface RolloutWorkflows {
  status(rolloutId: number): Promise<'running' | 'terminated' | 'ended'>;
  /** Safe to repeat: a running one is joined. */
  start(rolloutId: number): Promise<void>;
}

/**
 * Starts the workflows of rollouts whose turn it is and returns how many rollouts it looked at. A running workflow is joined, one that
 * was lost is started again where it was, and a terminated one pauses its rollout first.
 */
export async function startPendingRollouts(deps: PreviewDeps, workflows: RolloutWorkflows): Promise<number> {
  const due = await listDueRollouts(deps.db, { restartAfterS: RESTART_AFTER_S, limit: MAX_STARTS });
  for (const id of due) {
    await recordFigures(deps, id);
    const status = await workflows.status(id);
    if (status === 'terminated') await pauseTerminatedRollout(deps.db, id);
    if (status !== 'running') await workflows.start(id);
    await markRolloutExecuted(deps.db, id);
  }
  return due.length;
}

/** Keeps what a preview would have shown to a person with a rollout that started by itself. */
async function recordFigures(deps: PreviewDeps, id: number): Promise<void> {
  const subject = await readUnpreviewedRollout(deps.db, id);
  if (subject === null) return;
  const request = { ...subject, cause: 'release', channel: null, selection: null } as const;
  await savePreview(deps.db, id, await previewRollout(deps, request, { timeMs: 2_000, tenants: 2_000 }));
}
