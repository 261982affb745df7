import type { TemporalClient } from '../../src/adapters/temporal/connect.ts';
import { removeRetiredSchedules as removeRetired } from '../../src/adapters/temporal/remove-retired-schedules.ts';
import type { BackgroundJob } from './background-job.ts';

/** A process of an older version that is still there may make them again. */
const INTERVAL_MS = 86_400_000;

/** Removes the Temporal Schedules that older versions made for what jobs do now. */
export function removeRetiredSchedules(client: TemporalClient): BackgroundJob {
  return {
    name: 'remove-retired-schedules',
    intervalMs: INTERVAL_MS,
    wakeOn: [],
    run: () => removeRetired(client),
  };
}
