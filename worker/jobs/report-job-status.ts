import type { JobStatus } from '../../src/base/jobs/job.ts';
import type { Database } from '../../src/db/database.ts';
import {
  deleteSilentProcesses,
  type HubProcess,
  upsertJobStatuses,
  upsertProcess,
} from '../../src/db/stores/jobs/job-status-store.ts';
import type { BackgroundJob } from './background-job.ts';

const INTERVAL_MS = 10_000;

export interface ReportJobStatusDeps {
  readonly db: Database;
  readonly process: HubProcess;
  readonly statuses: () => readonly JobStatus[];
}

/** Records how the jobs of this process are doing, for `GET /v2/jobs`; forgets the processes that are gone. */
export function reportJobStatus({ db, process, statuses }: ReportJobStatusDeps): BackgroundJob {
  return {
    name: 'report-job-status',
    intervalMs: INTERVAL_MS,
    wakeOn: ['reconnect'],
    run: async () => {
      await upsertProcess(db, process);
      await upsertJobStatuses(db, process.id, statuses());
      return deleteSilentProcesses(db);
    },
  };
}
