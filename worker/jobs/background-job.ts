import type { Job } from '../../src/base/jobs/job.ts';
import type { WakeSignal } from '../../src/contracts/wake-signals.ts';

/** A background job of the hub. Each is a file of this folder, named after it. */
export type BackgroundJob = Job<WakeSignal>;

/** How often the queues are checked where no notification wakes the job. */
export const QUEUE_INTERVAL_MS = 2_000;
export const HOUR_MS = 3_600_000;
