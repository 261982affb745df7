import { availableParallelism } from 'node:os';
import type { Worker } from '@temporalio/worker';
import { createRolloutActivities } from '../activities/rollout.ts';
import type { SchemaValidator } from '../src/adapters/manifest/schema-validator.ts';
import type { TemporalClient } from '../src/adapters/temporal/connect.ts';
import { createRolloutControl } from '../src/adapters/temporal/rollout-control.ts';
import { createReleaseSchemas } from '../src/app/rollouts/release-schemas.ts';
import { acceptTrigger } from '../src/app/runs/accept-trigger.ts';
import type { Config } from '../src/config/config.ts';
import { ORCHESTRATION_QUEUE } from '../src/contracts/task-queues.ts';
import type { Database } from '../src/db/database.ts';
import { createTemporalWorker, type TemporalWorkerBase } from './create-worker.ts';
import type { BackgroundJob } from './jobs/background-job.ts';
import { propagateLatest } from './jobs/propagate-latest.ts';
import { startPendingRollouts } from './jobs/start-pending-rollouts.ts';

export interface RolloutComponentsDeps {
  readonly config: Pick<Config, 'caps'>;
  readonly db: Database;
  readonly schemas: SchemaValidator;
  readonly client: TemporalClient;
  readonly startRun: (runId: number) => Promise<void>;
}

export interface RolloutComponents {
  readonly jobs: readonly BackgroundJob[];
  createWorker(base: TemporalWorkerBase): Promise<Worker>;
}

/** Init syncs that a rollout queues at a time; the workflow pauses 2 s in between. */
const INIT_BATCH_SIZE = 20;

/** What rollouts need of a worker: the worker of the orchestration queue and the jobs. */
export function composeRollouts(deps: RolloutComponentsDeps): RolloutComponents {
  const { config, db, schemas, startRun } = deps;
  const use = { db, schemas, schemasOf: createReleaseSchemas(db) };
  const control = createRolloutControl(db, deps.client);
  const activities = createRolloutActivities({
    ...use,
    startRun,
    initBatchSize: INIT_BATCH_SIZE,
    // More than the machine has cores move nothing faster, and make callers of the API wait meanwhile.
    pagesAtOnce: availableParallelism(),
    queueInitSync: async (sql, tenantId, createdBy) => {
      const input = { tenantId, createdBy, source: 'hub', mode: 'init', body: null, headers: null } as const;
      const accepted = await acceptTrigger({ db, schemas, caps: config.caps }, input, sql);
      return accepted.isAdmitted ? accepted.runId : null;
    },
  });
  return {
    jobs: [propagateLatest(db), startPendingRollouts({ ...use, workflows: control })],
    createWorker: (base) =>
      createTemporalWorker(base, {
        taskQueue: ORCHESTRATION_QUEUE,
        activities: { ...activities },
        maxConcurrentActivityTaskExecutions: 8,
        maxHeartbeatThrottleInterval: '2 seconds',
      }),
  };
}
