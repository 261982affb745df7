import type { Logger } from 'pino';
import { type RetainRunsDeps, retainRuns } from '../src/app/runs/retain-runs.ts';
import { type RepeatedPass, repeatPass } from './repeat-pass.ts';

const EVERY_MS = 60 * 60 * 1000;

/** Removes runs and logs that are past their retention, at the start and every hour. */
export function keepRuns(deps: Omit<RetainRunsDeps, 'signal'>, logger: Logger): RepeatedPass {
  const pass = async (signal: AbortSignal): Promise<void> => {
    const removed = await retainRuns({ ...deps, signal });
    if (removed.runs + removed.logDays.length + removed.buildLogs === 0) return;
    logger.info({ ...removed }, 'runs and logs past their retention were removed');
  };
  return repeatPass({ name: 'a pass over old runs', everyMs: EVERY_MS, pass }, logger);
}
