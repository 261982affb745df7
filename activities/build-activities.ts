import type { Database } from '../src/db/database.ts';
import type { BuildExecutor } from '../src/releases/build-executor.ts';
import { createBuildRelease } from './build-release.ts';
import { createRequestBuildCancel } from './request-build-cancel.ts';

/** Every activity of the builds queue, by the name that workflows know. */
export function createBuildActivities(deps: { readonly db: Database; readonly builds: BuildExecutor }) {
  return {
    buildRelease: createBuildRelease(deps.builds),
    requestBuildCancel: createRequestBuildCancel(deps.db),
  };
}

export type BuildActivities = ReturnType<typeof createBuildActivities>;
