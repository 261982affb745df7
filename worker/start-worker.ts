import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { NativeConnection, type Worker, type WorkflowBundle } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from '../activities/index.ts';
import type { Config } from '../src/config/config.ts';
import { CANCEL_CHANNEL, WAKE_RELAY_CHANNEL } from '../src/contracts/task-queues.ts';
import type { Database } from '../src/db/database.ts';
import { type Listener, startListener } from '../src/db/listener.ts';
import { keepLogPartitions } from '../src/log/keep-log-partitions.ts';
import type { SchemaValidator } from '../src/manifest/schema-validator.ts';
import { Relay } from '../src/runs/relay.ts';
import { RunExecutor } from '../src/runs/run-executor.ts';
import { createStartRun } from '../src/runs/start-run.ts';
import { keepRegistered, markWorkerDraining, type WorkerRegistration } from '../src/runs/worker-registry.ts';
import type { SecretStore } from '../src/secrets/secrets.ts';
import { connectionOptions, createClient, type TemporalClient } from '../src/temporal/connect.ts';
import { createRunStarter } from '../src/temporal/run-starter.ts';
import { bundleWorkflows } from './bundle.ts';
import { createRunsWorker } from './create-worker.ts';
import { keepArtifacts } from './keep-artifacts.ts';
import { keepRuns } from './keep-runs.ts';
import { type KeptWorker, keepWorkerRunning } from './keep-worker-running.ts';
import { openWorkerParts, type WorkerParts } from './open-worker-parts.ts';
import { createRolloutParts, type RolloutParts } from './rollout-parts.ts';
import { createScheduleParts, type ScheduleParts } from './schedule-parts.ts';
import { type BuildParts, startBuildParts } from './start-build-parts.ts';
import { installTemporalRuntime, toTemporalLogger } from './temporal-runtime.ts';

export interface RunningWorker {
  readonly id: string;
  /** Starts an admitted run in this very worker; for an API in the same process. */
  startRun(runId: number): Promise<void>;
  /** Takes no more work, lets runs end for `drainMs`, stops the rest, frees everything. */
  close(drainMs: number): Promise<void>;
}

export interface StartWorkerDeps {
  readonly config: Config;
  readonly db: Database;
  readonly logger: Logger;
  readonly schemas: SchemaValidator;
  readonly secrets: SecretStore;
}

/**
 * Starts a worker: sandbox, executors, Temporal workers, relay. Waits for Temporal where it is away.
 * @throws AppError `sandbox_unavailable` where the configured isolation doesn't work on this host
 */
export async function startWorker(deps: StartWorkerDeps): Promise<RunningWorker> {
  const { config, db, logger } = deps;
  const workerId = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  installTemporalRuntime(toTemporalLogger(logger));
  const bundling = bundleWorkflows(logger);
  const opened = new AsyncDisposableStack();
  const parts = await openWorkerParts({ ...deps, workerId });
  opened.defer(() => parts.close());
  const [connection, workflowBundle] = await Promise.all([connectToTemporal(config, logger), bundling]);
  opened.defer(() => connection.close());
  const client = createClient(config.temporal, connection);
  const executors = await createExecutors({ ...deps, workerId, parts, connection, client });
  const workers = await runTemporalWorkers(deps, executors, connection, workerId, workflowBundle);
  opened.defer(async () => void (await Promise.all(workers.map((worker) => worker.shutdown()))));
  opened.defer(await keepLogPartitions(db, (error) => logger.warn({ error: sentenceOf(error) }, 'no log partitions')));
  const listener = await listen(config, executors);
  opened.defer(() => listener.close());
  opened.defer(await keepRegistered(db, describeWorker(config, parts, workerId)));
  executors.relay.start();
  const keeper = keepArtifacts(
    { db, artifacts: parts.store, cache: parts.cache, keptCount: config.artifactsKept },
    logger,
  );
  opened.defer(() => keeper.stop());
  const runKeeper = keepRuns({ db, keptDays: config.runRetentionDays }, logger);
  opened.defer(() => runKeeper.stop());
  opened.defer(() => executors.relay.stop());
  const schedules = executors.schedules.start();
  opened.defer(() => schedules.stop());
  return {
    id: workerId,
    startRun: executors.startRun,
    close: async (drainMs) => {
      await markWorkerDraining(db, workerId).catch(() => {});
      await Promise.all([executors.runs.drain(drainMs), executors.builds.drain(drainMs)]);
      await opened.disposeAsync();
    },
  };
}

interface Executors {
  readonly runs: RunExecutor;
  readonly builds: BuildParts;
  readonly rollouts: RolloutParts;
  readonly schedules: ScheduleParts;
  readonly relay: Relay;
  startRun(runId: number): Promise<void>;
}

interface ExecutorDeps extends StartWorkerDeps {
  readonly workerId: string;
  readonly parts: WorkerParts;
  readonly connection: NativeConnection;
  readonly client: TemporalClient;
}

/** Executors and relay know one another: a slot that gets free wakes the relay, the relay starts runs here. */
async function createExecutors(deps: ExecutorDeps): Promise<Executors> {
  const { config, db, logger, schemas, parts, workerId } = deps;
  const holder: { relay: Relay | null } = { relay: null };
  const onSlotFree = (): void => holder.relay?.wake();
  const runs = new RunExecutor({ ...parts.runDeps, workerId, slots: config.worker.runSlots, onSlotFree });
  const { start } = createRunStarter({ sql: db, client: deps.client, isEager: true });
  const startRun = createStartRun({ startWorkflow: start, runs });
  const builds = await startBuildParts({ ...deps, onSlotFree });
  const onError = (error: unknown): void =>
    logger.warn({ error: sentenceOf(error) }, 'a relay pass failed; it is tried again');
  const rollouts = createRolloutParts({ ...deps, startRun });
  const schedules = createScheduleParts({ ...deps, runs, startRun });
  const morePasses = [...builds.relayPasses, ...rollouts.relayPasses, ...schedules.relayPasses];
  const relay = new Relay({ db, caps: config.caps, schemas, startRun, morePasses, onError });
  holder.relay = relay;
  return { runs, builds, rollouts, schedules, relay, startRun };
}

function runTemporalWorkers(
  { config, db, logger }: StartWorkerDeps,
  { runs, builds, rollouts, schedules }: Executors,
  connection: NativeConnection,
  identity: string,
  workflowBundle: WorkflowBundle,
): Promise<KeptWorker[]> {
  const onError = (error: unknown): void =>
    logger.error({ error: sentenceOf(error) }, 'a Temporal worker failed; it is started again');
  const createRuns = (): Promise<Worker> =>
    createRunsWorker({
      connection,
      namespace: config.temporal.namespace,
      identity,
      workflowBundle,
      activities: createActivities({ ...schedules, db, runs }),
      slots: config.worker.runSlots,
    });
  return Promise.all([
    keepWorkerRunning({ create: createRuns, onError }),
    keepWorkerRunning({ create: () => builds.createWorker(workflowBundle), onError }),
    keepWorkerRunning({ create: () => rollouts.createWorker(workflowBundle), onError }),
  ]);
}

function describeWorker(config: Config, parts: WorkerParts, id: string): WorkerRegistration {
  return {
    id,
    hostname: hostname(),
    pid: process.pid,
    runSlots: config.worker.runSlots,
    buildSlots: config.worker.buildSlots,
    platform: parts.platform,
    toolchains: parts.toolchains.map(({ language, version }) => ({ language, version })),
  };
}

const CONNECT_RETRY_MS = 1_000;

async function connectToTemporal(config: Config, logger: Logger): Promise<NativeConnection> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await NativeConnection.connect(connectionOptions(config.temporal));
    } catch {
      if (attempt === 1) logger.warn(`Temporal does not answer at ${config.temporal.address}; waiting for it.`);
      await new Promise((resolve) => setTimeout(resolve, CONNECT_RETRY_MS));
    }
  }
}

function listen(config: Config, { runs, builds, relay }: Executors): Promise<Listener> {
  return startListener({
    url: config.database.url,
    channels: [WAKE_RELAY_CHANNEL, CANCEL_CHANNEL],
    onNotification: (channel, payload) => {
      if (channel === WAKE_RELAY_CHANNEL) return relay.wake();
      const [kind, id] = payload.split(':');
      if (kind === 'run') runs.cancel(Number(id));
      else builds.cancel(Number(id));
    },
    onReconnect: () => relay.wake(),
  });
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
