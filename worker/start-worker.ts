import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { pid } from 'node:process';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from '../activities/index.ts';
import type { Config } from '../src/config/config.ts';
import { CANCEL_CHANNEL, WAKE_RELAY_CHANNEL } from '../src/contracts/task-queues.ts';
import type { Database } from '../src/db/database.ts';
import { type Listener, startListener } from '../src/db/listener.ts';
import { Relay } from '../src/runs/relay.ts';
import { RunExecutor } from '../src/runs/run-executor.ts';
import { createStartRun } from '../src/runs/start-run.ts';
import { markWorkerDraining, registerWorker, removeWorker } from '../src/runs/worker-registry.ts';
import { connectionOptions, createClient, type TemporalClient } from '../src/temporal/connect.ts';
import { createRunStarter } from '../src/temporal/run-starter.ts';
import { bundleWorkflows } from './bundle.ts';
import { createRunsWorker } from './create-worker.ts';
import { type KeptWorker, keepWorkerRunning } from './keep-worker-running.ts';
import { openWorkerParts, type WorkerParts } from './open-worker-parts.ts';
import { type BuildParts, startBuildParts } from './start-build-parts.ts';
import { installTemporalRuntime } from './temporal-runtime.ts';

export interface RunningWorker {
  readonly id: string;
  readonly client: TemporalClient;
  /** Starts an admitted run in this very worker; for an API in the same process. */
  startRun(runId: number): Promise<void>;
  /** Takes no more work, lets runs end for `drainMs`, stops the rest, frees everything. */
  close(drainMs: number): Promise<void>;
}

export interface StartWorkerDeps {
  readonly config: Config;
  readonly db: Database;
  readonly logger: Logger;
}

const HEARTBEAT_MS = 5_000;

/**
 * Starts a worker: sandbox, executors, Temporal workers, relay. Waits for Temporal where it is away.
 * @throws AppError `sandbox_unavailable` where the configured isolation doesn't work on this host
 */
export async function startWorker({ config, db, logger }: StartWorkerDeps): Promise<RunningWorker> {
  const workerId = `${hostname()}-${pid}-${randomUUID().slice(0, 8)}`;
  installTemporalRuntime(logger);
  const bundling = bundleWorkflows(logger);
  const parts = await openWorkerParts({ config, db, logger, workerId });
  const [connection, workflowBundle] = await Promise.all([connectToTemporal(config, logger), bundling]);
  const client = createClient(config.temporal, connection);
  const runStarter = createRunStarter({ sql: db, client, isEager: true });
  const relayHolder: { relay: Relay | null } = { relay: null };
  const wake = (): void => relayHolder.relay?.wake();
  const runs = new RunExecutor({ ...parts.runDeps, workerId, slots: config.worker.runSlots, onSlotFree: wake });
  const startRun = createStartRun({ startWorkflow: (runId) => runStarter.start(runId), runs });
  const builds = await startBuildParts({ config, db, logger, parts, workerId, connection, client, onSlotFree: wake });
  const relay = new Relay({
    db,
    caps: config.caps,
    startRun,
    morePasses: builds.relayPasses,
    onError: (error) => logger.warn({ error: sentenceOf(error) }, 'a relay pass failed; it is tried again'),
  });
  relayHolder.relay = relay;
  const onError = (error: unknown): void =>
    logger.error({ error: sentenceOf(error) }, 'a Temporal worker failed; it is started again');
  const runsWorker = await keepWorkerRunning({
    create: () =>
      createRunsWorker({
        connection,
        namespace: config.temporal.namespace,
        identity: workerId,
        workflowBundle,
        activities: createActivities({ db, runs }),
        slots: config.worker.runSlots,
      }),
    onError,
  });
  const buildsWorker = await keepWorkerRunning({ create: () => builds.createWorker(workflowBundle), onError });
  const beat = (): Promise<void> =>
    registerWorker(db, {
      id: workerId,
      hostname: hostname(),
      pid,
      runSlots: config.worker.runSlots,
      buildSlots: config.worker.buildSlots,
      platform: parts.platform,
      toolchains: parts.toolchains.map(({ language, version }) => ({ language, version })),
    });
  await beat();
  const heartbeat = setInterval(() => void beat().catch(() => {}), HEARTBEAT_MS);
  const listener = await listen(config, relay, (kind, id) => (kind === 'run' ? runs.cancel(id) : builds.cancel(id)));
  relay.start();
  return {
    id: workerId,
    client,
    startRun,
    close: (drainMs) =>
      closeWorker({
        db,
        workerId,
        heartbeat,
        relay,
        listener,
        runs,
        builds,
        runsWorker,
        buildsWorker,
        connection,
        parts,
        drainMs,
      }),
  };
}

interface ClosingWorker {
  readonly db: Database;
  readonly workerId: string;
  readonly heartbeat: NodeJS.Timeout;
  readonly relay: Relay;
  readonly listener: Listener;
  readonly runs: RunExecutor;
  readonly builds: BuildParts;
  readonly runsWorker: KeptWorker;
  readonly buildsWorker: KeptWorker;
  readonly connection: NativeConnection;
  readonly parts: WorkerParts;
  readonly drainMs: number;
}

async function closeWorker(closing: ClosingWorker): Promise<void> {
  await markWorkerDraining(closing.db, closing.workerId).catch(() => {});
  await Promise.all([closing.runs.drain(closing.drainMs), closing.builds.drain(closing.drainMs)]);
  clearInterval(closing.heartbeat);
  await closing.relay.stop();
  await closing.listener.close();
  await Promise.all([closing.runsWorker.shutdown(), closing.buildsWorker.shutdown()]);
  await closing.connection.close();
  await closing.parts.close();
  await removeWorker(closing.db, closing.workerId).catch(() => {});
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

function listen(config: Config, relay: Relay, cancel: (kind: string, id: number) => void): Promise<Listener> {
  return startListener({
    url: config.database.url,
    channels: [WAKE_RELAY_CHANNEL, CANCEL_CHANNEL],
    onNotification: (channel, payload) => {
      if (channel === WAKE_RELAY_CHANNEL) return relay.wake();
      const [kind, id] = payload.split(':');
      if (kind !== undefined && id !== undefined) cancel(kind, Number(id));
    },
    onReconnect: () => relay.wake(),
  });
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
