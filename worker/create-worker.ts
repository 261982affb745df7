import { type NativeConnection, Worker, type WorkerOptions, type WorkflowBundle } from '@temporalio/worker';
import type { Activities } from '../activities/index.ts';
import { RUNS_QUEUE } from '../src/contracts/task-queues.ts';

/** What the Temporal workers of one process share. */
export interface TemporalWorkerBase {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly identity: string;
  readonly workflowBundle: WorkflowBundle;
}

type OwnWorkerOptions = Omit<WorkerOptions, keyof TemporalWorkerBase | 'shutdownGraceTime' | 'shutdownForceTime'>;

export interface RunsWorkerOptions extends TemporalWorkerBase {
  readonly activities: Activities;
  /** The hub's own slots; Temporal's are wider, since PostgreSQL decides what runs. */
  readonly slots: number;
}

/** The worker of the runs queue: workflows, and activities that begin runs and wait for them. */
export function createRunsWorker({ activities, slots, ...base }: RunsWorkerOptions): Promise<Worker> {
  const width = slots * 2 + 8;
  return createTemporalWorker(base, {
    taskQueue: RUNS_QUEUE,
    activities,
    maxConcurrentWorkflowTaskExecutions: width,
    maxConcurrentLocalActivityExecutions: width,
    maxConcurrentActivityTaskExecutions: width,
    maxCachedWorkflows: Math.max(width * 2, 100),
    maxHeartbeatThrottleInterval: '1 second',
  });
}

/** A worker of one queue. It fails where its tasks outlast its end: what they wait for may be away, and another worker has to follow. */
export function createTemporalWorker(base: TemporalWorkerBase, own: OwnWorkerOptions): Promise<Worker> {
  return Worker.create({ ...base, ...own, shutdownGraceTime: '1 second', shutdownForceTime: '5 seconds' });
}
