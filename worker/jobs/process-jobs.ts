import type { Logger } from 'pino';
import { JobRunner } from '../../src/base/jobs/job-runner.ts';
import type { WakeSignal } from '../../src/contracts/wake-signals.ts';
import type { Database } from '../../src/db/database.ts';
import { deleteProcess, type HubProcess } from '../../src/db/stores/jobs/job-status-store.ts';
import type { BackgroundJob } from './background-job.ts';
import { reportJobStatus } from './report-job-status.ts';

export interface ProcessJobsDeps {
  readonly db: Database;
  readonly logger: Logger;
  readonly process: HubProcess;
  readonly jobs: readonly BackgroundJob[];
}

/** The background jobs of one process. */
export interface ProcessJobs {
  start(): void;
  wake(signal: WakeSignal): void;
  /** Waits for the runs under way, and takes the process off the list. */
  stop(): Promise<void>;
}

/** Returns the jobs of a process, which report how they are doing. */
export function createProcessJobs({ db, logger, process, jobs }: ProcessJobsDeps): ProcessJobs {
  const runner: JobRunner<WakeSignal> = new JobRunner({
    jobs: [...jobs, reportJobStatus({ db, process, statuses: () => runner.statuses })],
    logger,
  });
  return {
    start: () => runner.start(),
    wake: (signal) => runner.wake(signal),
    stop: async () => {
      await runner.stop();
      // Where the database is away it is forgotten after a day.
      await deleteProcess(db, process.id).catch(() => {});
    },
  };
}
