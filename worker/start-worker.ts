import { hostname } from 'node:os';
import { join } from 'node:path';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from '../activities/index.ts';
import type { SecretStore } from '../src/adapters/secrets/secrets.ts';
import { connectionOptions, createClient, type TemporalClient } from '../src/adapters/temporal/connect.ts';
import { createRunStarter } from '../src/adapters/temporal/run-starter.ts';
import { RunExecutor } from '../src/app/runs/run-executor.ts';
import { createStartRun } from '../src/app/runs/start-run.ts';
import { awaitedLater } from '../src/base/process/awaited-later.ts';
import type { OpenComponents } from '../src/base/process/close-together.ts';
import { createProcessId } from '../src/base/process/create-process-id.ts';
import type { Config } from '../src/config/config.ts';
import {
  BUILDS_QUEUE,
  CANCEL_CHANNEL,
  ORCHESTRATION_QUEUE,
  RUNS_QUEUE,
  WAKE_JOBS_CHANNEL,
} from '../src/contracts/task-queues.ts';
import { toWakeSignal, type WakeSignal } from '../src/contracts/wake-signals.ts';
import type { Database } from '../src/db/database.ts';
import { type Listener, startListener } from '../src/db/listener.ts';
import { ensureLogPartitions } from '../src/db/stores/run-logs/log-partition-store.ts';
import {
  deleteWorker,
  markWorkerDraining,
  upsertWorker,
  type WorkerRegistration,
} from '../src/db/stores/workers/worker-store.ts';
import { bundleWorkflows } from './bundle.ts';
import { closeWorker, type EndTimes, type OpenWorker } from './close-worker.ts';
import { type BuildComponents, composeBuilds } from './compose-builds.ts';
import { composeRollouts, type RolloutComponents } from './compose-rollouts.ts';
import { composeSchedules, type ScheduleComponents } from './compose-schedules.ts';
import { createRunsWorker, type TemporalWorkerBase } from './create-worker.ts';
import { createAccountJobs } from './jobs/account-jobs.ts';
import type { BackgroundJob } from './jobs/background-job.ts';
import { createLogPartitions } from './jobs/create-log-partitions.ts';
import { heartbeatWorker } from './jobs/heartbeat-worker.ts';
import { createProcessJobs, type ProcessJobs } from './jobs/process-jobs.ts';
import { pruneArtifacts } from './jobs/prune-artifacts.ts';
import { pruneRuns } from './jobs/prune-runs.ts';
import { refreshToolchains } from './jobs/refresh-toolchains.ts';
import { openWorkerComponents, type WorkerComponents } from './open-worker-components.ts';
import { createSchemaQueues, type SchemaQueues } from './schema-queues.ts';
import { superviseTemporalWorker } from './supervise-temporal-worker.ts';
import { installTemporalRuntime, toTemporalLogger } from './temporal-runtime.ts';

export interface RunningWorker {
  readonly id: string;
  /** Starts an admitted run in this very worker; for an API in the same process. */
  startRun(runId: number): Promise<void>;
  /** Takes no more work, lets runs end for `drainMs`, stops the rest and frees everything. Returns what is left after all time limits. */
  close(times: EndTimes): Promise<string[]>;
}

export interface StartWorkerDeps {
  /** `hub` where the API is in the same process. */
  readonly component: 'worker' | 'hub';
  readonly config: Config;
  readonly db: Database;
  readonly logger: Logger;
  readonly secrets: SecretStore;
}

/**
 * Starts a worker: sandbox, executors, Temporal workers, background jobs. Waits for Temporal where it is away.
 * @throws AppError `sandbox_unavailable` where the configured isolation doesn't work on this host
 */
export async function startWorker(deps: StartWorkerDeps): Promise<RunningWorker> {
  const { config, db, logger } = deps;
  const workerId = createProcessId();
  installTemporalRuntime(toTemporalLogger(logger));
  const bundling = awaitedLater(bundleWorkflows(logger, join(config.dataDirectory, 'workflow-bundle')));
  const schemas = createSchemaQueues(logger);
  const parts = await openWorkerComponents({ ...deps, schemas: schemas.runs, workerId });
  const [connection, workflowBundle] = await Promise.all([connectToTemporal(config, logger), bundling]);
  const client = createClient(config.temporal, connection);
  const executors = await createExecutors({ ...deps, schemas, workerId, parts, client });
  const { namespace } = config.temporal;
  const workers = await runTemporalWorkers(deps, executors, {
    connection,
    namespace,
    identity: workerId,
    workflowBundle,
  });
  await ensureLogPartitions(db);
  const describe = (): WorkerRegistration => describeWorker(config, parts, workerId);
  await upsertWorker(db, describe());
  const jobs = createProcessJobs({
    ...{ db, logger, jobs: createJobs(deps, { parts, executors, describe }) },
    process: { id: workerId, component: deps.component, hostname: hostname(), pid: process.pid },
  });
  executors.slots.onFree = (kind) => jobs.wake(kind);
  const listener = await listen(config, executors, jobs);
  jobs.start();
  const open: OpenWorker = {
    ...{ runs: executors.runs, builds: executors.builds },
    markDraining: () => markWorkerDraining(db, workerId),
    moving: {
      ...workers,
      'the background jobs': async () => {
        await jobs.stop();
        await deleteWorker(db, workerId).catch(() => {});
      },
      'the readers of repositories': () => executors.builds.closeReaders(),
      'the checks of schemas': () => schemas.close(),
      'the notifications of the database': () => listener.close(),
    },
    closeSandboxes: () => parts.close(),
    closeConnection: () => connection.close(),
  };
  return { id: workerId, startRun: executors.startRun, close: (times) => closeWorker(open, times) };
}

interface Executors {
  readonly runs: RunExecutor;
  readonly builds: BuildComponents;
  readonly rollouts: RolloutComponents;
  readonly schedules: ScheduleComponents;
  /** Called when a run or a build has released its slot. */
  readonly slots: { onFree: (kind: WakeSignal) => void };
  startRun(runId: number): Promise<void>;
}

interface ExecutorDeps extends StartWorkerDeps {
  readonly workerId: string;
  readonly parts: WorkerComponents;
  readonly schemas: SchemaQueues;
  readonly client: TemporalClient;
}

/** Executors and jobs know one another: a slot that gets free wakes jobs, and jobs start runs here. */
async function createExecutors(deps: ExecutorDeps): Promise<Executors> {
  const { config, db, parts, workerId } = deps;
  const slots: Executors['slots'] = { onFree: () => {} };
  const onSlotFree = (): void => slots.onFree('slot');
  const runs = new RunExecutor({ ...parts.runDeps, workerId, slots: config.worker.runSlots, onSlotFree });
  const { start } = createRunStarter({ sql: db, client: deps.client, isEager: true });
  const startRun = createStartRun({ startWorkflow: start, runs });
  const builds = await composeBuilds({
    ...deps,
    schemas: deps.schemas.builds,
    onSlotFree: () => slots.onFree('build'),
  });
  const rollouts = composeRollouts({ ...deps, schemas: deps.schemas.rollouts, startRun });
  const schedules = composeSchedules({ ...deps, schemas: deps.schemas.runs, runs, startRun });
  return { runs, builds, rollouts, schedules, slots, startRun };
}

/** Every background job of a worker; what runs wait for comes first. */
function createJobs(
  { config, db, logger, secrets }: StartWorkerDeps,
  { parts, executors, describe }: { parts: WorkerComponents; executors: Executors; describe: () => WorkerRegistration },
): readonly BackgroundJob[] {
  const { store: artifacts, cache } = parts;
  return [
    heartbeatWorker(db, describe),
    refreshToolchains(parts.toolchains),
    ...executors.schedules.sharedJobs,
    ...executors.builds.jobs,
    ...executors.rollouts.jobs,
    ...executors.schedules.timerJobs,
    ...createAccountJobs({ config, db, secrets }),
    createLogPartitions(db),
    pruneArtifacts({ db, artifacts, cache, keptCount: config.artifactsKept }, logger),
    pruneRuns({ db, keptDays: config.runRetentionDays }, logger),
  ];
}

/** Starts the worker of each queue. Returns how to end each, by its name. */
async function runTemporalWorkers(
  { config, db, logger }: StartWorkerDeps,
  { runs, builds, rollouts, schedules }: Executors,
  base: TemporalWorkerBase,
): Promise<OpenComponents> {
  const activities = createActivities({ ...schedules, db, runs });
  const creators = {
    [RUNS_QUEUE]: () => createRunsWorker({ ...base, activities, slots: config.worker.runSlots }),
    [BUILDS_QUEUE]: () => builds.createWorker(base),
    [ORCHESTRATION_QUEUE]: () => rollouts.createWorker(base),
  };
  const onError = (error: unknown): void =>
    logger.error({ err: error }, 'a Temporal worker failed; it is started again');
  const kept = Object.entries(creators).map(async ([queue, create]) => {
    const worker = await superviseTemporalWorker({ create, onError });
    return [`the Temporal worker of ${queue}`, () => worker.shutdown()] as const;
  });
  return Object.fromEntries(await Promise.all(kept));
}

function describeWorker(config: Config, parts: WorkerComponents, id: string): WorkerRegistration {
  return {
    id,
    hostname: hostname(),
    pid: process.pid,
    runSlots: config.worker.runSlots,
    buildSlots: config.worker.buildSlots,
    platform: parts.platform,
    toolchains: parts.toolchains.list().map(({ language, version }) => ({ language, version })),
  };
}

const CONNECT_RETRY_MS = 1_000;

async function connectToTemporal(config: Config, logger: Logger): Promise<NativeConnection> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await NativeConnection.connect(connectionOptions(config.temporal));
    } catch (error) {
      if (attempt === 1)
        logger.warn({ err: error }, `Temporal does not answer at ${config.temporal.address}; waiting for it.`);
      await new Promise((resolve) => setTimeout(resolve, CONNECT_RETRY_MS));
    }
  }
}

function listen(config: Config, { runs, builds }: Executors, jobs: ProcessJobs): Promise<Listener> {
  return startListener({
    url: config.database.url,
    channels: [WAKE_JOBS_CHANNEL, CANCEL_CHANNEL],
    onNotification: (channel, payload) => {
      if (channel === WAKE_JOBS_CHANNEL) return jobs.wake(toWakeSignal(payload));
      jobs.wake('cancel');
      const [kind, id] = payload.split(':');
      if (kind === 'run') runs.cancel(Number(id));
      else builds.cancel(Number(id));
    },
    onReconnect: () => jobs.wake('reconnect'),
  });
}
