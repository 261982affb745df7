import { resumeExpiredPauses as resume } from '../../src/app/schedules/resume-tenants.ts';
import type { Database } from '../../src/db/database.ts';
import { type BackgroundJob, QUEUE_INTERVAL_MS } from './background-job.ts';

export interface ResumeExpiredPausesDeps {
  readonly db: Database;
  readonly spreadS: number;
}

/** Resumes tenants that were paused until a moment that has come. */
export function resumeExpiredPauses({ db, spreadS }: ResumeExpiredPausesDeps): BackgroundJob {
  return {
    name: 'resume-expired-pauses',
    intervalMs: QUEUE_INTERVAL_MS,
    wakeOn: ['reconnect'],
    run: (items) => resume(db, spreadS, items),
  };
}
