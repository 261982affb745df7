import { type NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker';
import type { Activities } from '../activities/index.ts';
import { RUNS_QUEUE } from '../src/contracts/task-queues.ts';

export interface RunsWorkerOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly identity: string;
  readonly workflowBundle: WorkflowBundle;
  readonly activities: Activities;
  /** The hub's own slots; Temporal's are wider, since PostgreSQL decides what runs. */
  readonly slots: number;
}

/** The worker of the runs queue: workflows, and activities that begin runs and wait for them. */
export function createRunsWorker(options: RunsWorkerOptions): Promise<Worker> {
  const width = options.slots * 2 + 8;
  return Worker.create({
    connection: options.connection,
    namespace: options.namespace,
    identity: options.identity,
    taskQueue: RUNS_QUEUE,
    workflowBundle: options.workflowBundle,
    activities: options.activities,
    maxConcurrentWorkflowTaskExecutions: width,
    maxConcurrentLocalActivityExecutions: width,
    maxConcurrentActivityTaskExecutions: width,
    maxCachedWorkflows: Math.max(width * 2, 100),
    shutdownGraceTime: '1 second',
    maxHeartbeatThrottleInterval: '1 second',
  });
}
