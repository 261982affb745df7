import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { BuildToStart, StartBuild } from '../../contracts/build-workflow.ts';
import type { Database } from '../../db/database.ts';
import { listBuildsToStart, saveBuildExecutor } from '../../db/stores/releases/build-queue-store.ts';
import { admitBuilds } from './admit-builds.ts';

/** A build without a live attempt whose workflow was started this long ago is started again. */
const RESTART_AFTER_S = 60;

export interface StartQueuedBuildsDeps {
  readonly db: Database;
  /** Builds at once of one partner. */
  readonly partnerCap: number;
  readonly startBuild: StartBuild;
}

/** Starts in flight at the same time: a slow Temporal delays none by the sum of the others. */
const STARTS_AT_ONCE = 4;

/** Admits queued builds and starts the workflows of those that have no executor. Returns how many it started. */
export async function startQueuedBuilds(deps: StartQueuedBuildsDeps, items: ItemRunner): Promise<number> {
  await admitBuilds(deps.db, deps.partnerCap);
  return items.forEach({
    kind: 'release',
    items: await listBuildsToStart(deps.db, { restartAfterS: RESTART_AFTER_S, except: items.backedOff('release') }),
    atOnce: STARTS_AT_ONCE,
    work: (build) => startBuildWorkflow(deps, build),
  });
}

async function startBuildWorkflow({ db, startBuild }: StartQueuedBuildsDeps, build: BuildToStart): Promise<void> {
  await saveBuildExecutor(db, build.releaseId, await startBuild(build));
}
