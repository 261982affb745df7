import { type Static, Type } from 'typebox';
import { HUB_COMPONENTS, type ReportedJob } from '../../src/db/stores/jobs/job-status-store.ts';
import { Nullable, OneOf, Time, toTime, toTimeOrNull } from './common-schema.ts';

export const JobSchema = Type.Object({
  name: Type.String(),
  process: Type.Object({
    id: Type.String(),
    component: OneOf([...HUB_COMPONENTS]),
    hostname: Type.String(),
    pid: Type.Integer(),
    reported_date: Time,
    is_live: Type.Boolean({
      description: 'False where it was not heard for 30 s; after a day it is not listed any more.',
    }),
  }),
  interval_ms: Type.Integer({
    description: 'From one start to the next, unless something wakes the job or it failed.',
  }),
  is_running: Type.Boolean(),
  last_started_date: Nullable(Time),
  last_duration_ms: Nullable(Type.Integer({ description: 'Of the last run that ended.' })),
  last_error: Nullable(
    Type.String({ description: 'Of the job or of one of its items; it may have been resolved since.' }),
  ),
  last_error_date: Nullable(Time),
  failure_streak: Type.Integer({ description: 'Runs that failed since the last one that did not.' }),
  run_count: Type.Integer({ description: 'Since the process started, as the counts of items.' }),
  items_done: Type.Integer(),
  items_failed: Type.Integer(),
  items_backed_off: Type.Integer({ description: 'Items that failed and are left alone for a while.' }),
  next_run_date: Nullable(Time),
});

export function toJobJson(job: ReportedJob): Static<typeof JobSchema> {
  return {
    name: job.job,
    process: {
      id: job.processId,
      component: job.component,
      hostname: job.hostname,
      pid: job.pid,
      reported_date: toTime(job.reportedAt),
      is_live: job.isLive,
    },
    interval_ms: job.intervalMs,
    is_running: job.isRunning,
    last_started_date: toTimeOrNull(job.lastStartedAt),
    last_duration_ms: job.lastDurationMs,
    last_error: job.lastError,
    last_error_date: toTimeOrNull(job.lastErrorAt),
    failure_streak: job.failureStreak,
    run_count: job.runCount,
    items_done: job.itemsDone,
    items_failed: job.itemsFailed,
    items_backed_off: job.itemsBackedOff,
    next_run_date: toTimeOrNull(job.nextRunAt),
  };
}
