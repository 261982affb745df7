import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Database } from '../../db/database.ts';
import { findExpiredAttempts, isStillExpired } from '../../db/stores/attempts/attempt-store.ts';
import type { BuildFailure } from '../../domain/releases/build-failure.ts';
import { findLastStep } from './find-last-step.ts';
import { type FinishBuildInput, finishBuildLocked } from './finish-build.ts';

/** Ends the attempts of builds whose lease may be taken over, as `worker_lost`. Returns how many. */
export async function reapBuilds(database: Database, items: ItemRunner): Promise<number> {
  const expired = await findExpiredAttempts(database, 'release', items.backedOff('release'));
  return items.forEach({
    kind: 'release',
    items: expired.map(({ id, subject }) => ({ id: subject.id, attemptId: id })),
    work: async ({ id: releaseId, attemptId }) => {
      const failure = { ...WORKER_LOST, step: await findLastStep(database, releaseId) };
      const input: FinishBuildInput = {
        releaseId,
        attemptId,
        outcome: { kind: 'failed', failure },
        logLineCount: null,
      };
      const result = await database.transaction((sql) =>
        finishBuildLocked(sql, input, () => isStillExpired(sql, attemptId)),
      );
      return result.kind !== 'lost';
    },
  });
}

const WORKER_LOST: BuildFailure = {
  step: null,
  class: 'platform',
  reason: 'worker_lost',
  exit_code: null,
  signal: null,
  message: 'The worker that built this release was lost.',
};
