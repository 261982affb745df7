import { Context } from '@temporalio/activity';
import type { BuildExecutor } from '../src/app/builds/build-executor.ts';
import type { BuildReleaseInput, BuildReleaseOutcome } from '../src/contracts/build-workflow.ts';

const HEARTBEAT_EVERY_MS = 2_000;

/** Builds a release in this worker and waits for it. Its cancellation ends the waiting only: a build is cancelled in the database. */
export function createBuildRelease(executor: BuildExecutor) {
  return async function buildRelease(input: BuildReleaseInput): Promise<BuildReleaseOutcome> {
    const context = Context.current();
    const heartbeat = setInterval(() => context.heartbeat(), HEARTBEAT_EVERY_MS);
    try {
      if (input.isCancelled) await executor.requestCancel(input.releaseId);
      return await executor.execute(input.releaseId, context.cancellationSignal);
    } finally {
      clearInterval(heartbeat);
    }
  };
}

/** Every activity of the builds queue, by the name that workflows know. */
export interface BuildActivities {
  readonly buildRelease: ReturnType<typeof createBuildRelease>;
}
