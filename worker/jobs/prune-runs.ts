import type { Logger } from 'pino';
import { type RetainRunsDeps, retainRuns } from '../../src/app/runs/retain-runs.ts';
import { type BackgroundJob, HOUR_MS } from './background-job.ts';

/** Deletes runs and logs that are past their retention. */
export function pruneRuns(deps: Omit<RetainRunsDeps, 'signal'>, logger: Logger): BackgroundJob {
  return {
    name: 'prune-runs',
    intervalMs: HOUR_MS,
    wakeOn: [],
    run: async ({ signal }) => {
      const removed = await retainRuns({ ...deps, signal });
      const count = removed.runs + removed.logDays.length + removed.buildLogs;
      if (count > 0) logger.info({ ...removed }, 'runs and logs past their retention were removed');
      return count;
    },
  };
}
