import type { BuildExecutor } from '../src/app/builds/build-executor.ts';
import type { BuildReleaseInput, BuildReleaseOutcome } from '../src/contracts/build-workflow.ts';
import { withHeartbeat } from './with-heartbeat.ts';

/**
 * Builds a release in this worker and waits for it. The activity's cancellation ends the waiting only: a build is cancelled in the
 * database.
 */
export function createBuildRelease(executor: BuildExecutor) {
  return function buildRelease({ releaseId, isCancelled }: BuildReleaseInput): Promise<BuildReleaseOutcome> {
    return withHeartbeat(
      async ({ signal }) => {
        if (isCancelled) await executor.requestCancel(releaseId);
        return executor.execute(releaseId, signal);
      },
      () => executor.reportTerminatedWorkflow(releaseId),
    );
  };
}

/** Every activity of the builds queue, by the name that workflows know. */
export interface BuildActivities {
  readonly buildRelease: ReturnType<typeof createBuildRelease>;
}
