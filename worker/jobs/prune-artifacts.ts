import type { Logger } from 'pino';
import { type RetainArtifactsDeps, retainArtifacts } from '../../src/app/releases/retain-artifacts.ts';
import type { BackgroundJob } from './background-job.ts';

const INTERVAL_MS = 10 * 60 * 1000;

/** Deletes artifacts that are neither new nor in use: from the store, and the unpacked releases of this machine. */
export function pruneArtifacts(deps: RetainArtifactsDeps, logger: Logger): BackgroundJob {
  return {
    name: 'prune-artifacts',
    intervalMs: INTERVAL_MS,
    wakeOn: [],
    run: async (items) => {
      const { releaseIds, removedFiles, removedBytes } = await retainArtifacts(deps, items);
      if (releaseIds.length + removedFiles > 0) {
        logger.info(
          { releaseIds, removedFiles, removedBytes },
          'artifacts that are neither new nor in use were removed',
        );
      }
      return removedFiles;
    },
  };
}
