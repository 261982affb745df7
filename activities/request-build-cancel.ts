import type { BuildWorkflowInput } from '../src/contracts/build-workflow.ts';
import type { Database } from '../src/db/database.ts';
import { AppError } from '../src/errors/app-error.ts';
import { cancelBuild } from '../src/releases/cancel-build.ts';

/** A cancel in the Temporal UI is a cancel request like any other; one of a build that has ended changes nothing. */
export function createRequestBuildCancel(db: Database) {
  return async function requestBuildCancel(input: BuildWorkflowInput): Promise<void> {
    try {
      await cancelBuild(db, input.releaseId);
    } catch (error) {
      if (!(error instanceof AppError && (error.code === 'conflict' || error.code === 'not_found'))) throw error;
    }
  };
}
