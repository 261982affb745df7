/** Task queues: runs (workflow and activities together), builds, orchestration. */
export const RUNS_QUEUE = 'hubwright-runs';
export const BUILDS_QUEUE = 'hubwright-builds';
export const ORCHESTRATION_QUEUE = 'hubwright-orchestration';

/**
 * PostgreSQL notification channels. Payload: a signal of `wake-signals.ts`; empty where runs may be due. Older versions, which may run beside
 * this one, know it by this name.
 */
export const WAKE_JOBS_CHANNEL = 'hubwright_relay';
/** Payload: `run:<id>` or `release:<id>`. */
export const CANCEL_CHANNEL = 'hubwright_cancel';
/** Payload: `run:<id>` or `release:<id>`; sent when log lines or a phase were committed. */
export const PROGRESS_CHANNEL = 'hubwright_progress';
