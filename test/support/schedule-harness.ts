import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { type Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { createActivities } from '../../activities/index.ts';
import { createSchemaValidator } from '../../src/adapters/manifest/schema-validator.ts';
import { createClient } from '../../src/adapters/temporal/connect.ts';
import { acquireRun } from '../../src/app/runs/acquire-run.ts';
import { replanTenants } from '../../src/app/schedules/replan-tenants.ts';
import type { SwitchBackendDeps } from '../../src/app/schedules/switch-backend.ts';
import type { TimerDeps } from '../../src/app/schedules/timer-deps.ts';
import { JobRunner } from '../../src/base/jobs/job-runner.ts';
import type { ExecuteRunOutcome } from '../../src/contracts/run-workflow.ts';
import type { TimerBackend } from '../../src/contracts/sync-timers.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import type { Schedule } from '../../src/domain/schedules/schedule.ts';
import { type EmbeddedTemporal, startEmbeddedTemporal } from '../../start/embedded-temporal.ts';
import { findTemporal } from '../../start/find-temporal.ts';
import { signalGroup } from '../../start/process-identity.ts';
import { composeSchedules } from '../../worker/compose-schedules.ts';
import { createRunsWorker } from '../../worker/create-worker.ts';
import { superviseTemporalWorker } from '../../worker/supervise-temporal-worker.ts';
import { useDatabase } from './postgres.ts';
import { useQuietTemporal } from './quiet-temporal.ts';
import { makeRunFixture, registerTestWorker } from './run-fixture.ts';
import { succeedAttempt } from './run-queue.ts';
import { makeTestFolder } from './test-folder.ts';
import { testWorkflowBundle } from './workflow-bundle.ts';

const NAMESPACE = 'hubwright-schedules';
const CAPS = { integration: 100_000, partner: 100_000, hub: 100_000 };
export const SPREAD_S = 300;

/** A Temporal server of its own, a worker of the runs queue with everything of schedules, and runs that end when told. */
export interface ScheduleHarness {
  readonly db: Database;
  readonly client: Client;
  deps(backend: TimerBackend): TimerDeps & SwitchBackendDeps;
  /** Tenants that have this schedule, active; none of their times is dropped. */
  tenants(count: number, schedule: Schedule): Promise<number[]>;
  replan(tenantIds: readonly number[]): Promise<void>;
  /** Their runs go on until `release`. */
  hold(tenantId: number): void;
  release(tenantId: number): void;
  /** The nominal times of a tenant's triggers, ascending. */
  nominalTimes(tenantId: number): Promise<number[]>;
  /** Ends Temporal at once, with all that it stored, and starts an empty one at the same address. */
  loseTemporal(): Promise<void>;
}

/** Gives the enclosing suite a harness on a database of its own; it can be used in hooks and tests. */
export function useScheduleHarness(): ScheduleHarness {
  let opened: OpenHarness | undefined;
  // Hooks run in this order: the worker ends before its database does.
  after(() => opened?.close());
  const database = useDatabase();
  useQuietTemporal();
  before(async () => {
    opened = await openScheduleHarness(database.url);
  });
  const present = (): OpenHarness => {
    if (!opened) throw new Error('the harness is there from the before hooks on');
    return opened;
  };
  return {
    get db() {
      return present().db;
    },
    get client() {
      return present().client;
    },
    deps: (backend) => present().deps(backend),
    tenants: (count, schedule) => present().tenants(count, schedule),
    replan: (tenantIds) => present().replan(tenantIds),
    hold: (tenantId) => present().hold(tenantId),
    release: (tenantId) => present().release(tenantId),
    nominalTimes: (tenantId) => present().nominalTimes(tenantId),
    loseTemporal: () => present().loseTemporal(),
  };
}

interface OpenHarness extends ScheduleHarness {
  close(): Promise<void>;
}

async function openScheduleHarness(databaseUrl: string): Promise<OpenHarness> {
  const db = await openDatabase({ url: databaseUrl, poolSize: 12 });
  const schemas = createSchemaValidator();
  const temporal = await ownTemporal();
  const { address } = temporal.server;
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = createClient({ address, namespace: NAMESPACE, apiKey: null, isTlsOn: false }, connection);
  const runs = new LeasedRuns(db);
  const config = { caps: CAPS, schedules: { spreadS: SPREAD_S, backend: 'auto', dispatcherAbove: 5_000 } } as const;
  const startRun = async (runId: number): Promise<void> => void (await runs.execute(runId));
  const parts = composeSchedules({ db, schemas, client, runs, config, startRun });
  const dispatching = parts.timerJobs.filter(({ name }) => name === 'dispatch-due-tenants');
  const jobs = new JobRunner({ jobs: [...parts.sharedJobs, ...dispatching], logger: pino({ level: 'silent' }) });
  const workflowBundle = await testWorkflowBundle();
  const worker = await superviseTemporalWorker({
    create: () =>
      createRunsWorker({
        ...{ connection: native, namespace: NAMESPACE, identity: 'test', workflowBundle, slots: 20 },
        activities: createActivities({ ...parts, db, runs }),
      }),
    onError: () => {},
  });
  await registerTestWorker(db, 1_000);
  await db.query(`update workers set heartbeat_at = now() + interval '1 hour'`);
  jobs.start();
  return {
    ...{ db, client },
    deps: (backend) => ({
      ...parts.timerDeps,
      setting: { backend, dispatcherAbove: 5_000 },
    }),
    tenants: async (count, schedule) => {
      const { integrationId, tenantIds } = await makeRunFixture(db, { tenants: count });
      await db.query(`update integrations set schedule_policy = '{"catch_up": "all"}' where id = $1`, [integrationId]);
      await db.query(`update tenants set schedule = $2 where id = any($1::bigint[])`, [
        tenantIds,
        JSON.stringify(schedule),
      ]);
      await db.transaction((sql) => replanTenants(sql, SPREAD_S, tenantIds));
      return [...tenantIds];
    },
    replan: (tenantIds) => db.transaction((sql) => replanTenants(sql, SPREAD_S, tenantIds)),
    hold: (tenantId) => runs.hold(tenantId),
    release: (tenantId) => runs.release(tenantId),
    nominalTimes: async (tenantId) => {
      const rows = await db.query<{ at: Date }>(
        `select nominal_at as at from triggers where tenant_id = $1 and nominal_at is not null order by nominal_at`,
        [tenantId],
      );
      return rows.map(({ at }) => at.getTime());
    },
    loseTemporal: () => temporal.lose(),
    close: async () => {
      runs.releaseAll();
      await jobs.stop();
      await worker.shutdown();
      await connection.close();
      await native.close();
      await temporal.server.stop(5_000);
      await schemas.close();
      await db.close();
    },
  };
}

/** Ends each run at once, unless its tenant's are held. */
class LeasedRuns {
  readonly isDraining = false;
  readonly #db: Database;
  readonly #held = new Map<number, PromiseWithResolvers<void>>();

  constructor(db: Database) {
    this.#db = db;
  }

  hold(tenantId: number): void {
    this.#held.set(tenantId, Promise.withResolvers());
  }

  release(tenantId: number): void {
    this.#held.get(tenantId)?.resolve();
    this.#held.delete(tenantId);
  }

  releaseAll(): void {
    for (const tenantId of this.#held.keys()) this.release(tenantId);
  }

  /** No log is kept here. */
  reportTerminatedWorkflow(): void {}

  async execute(runId: number, timeoutMs: number | null = null): Promise<ExecuteRunOutcome> {
    const [run] = await this.#db.query<{ tenant_id: number }>(`select tenant_id from runs where id = $1`, [runId]);
    const held = this.#held.get(run?.tenant_id ?? 0);
    if (held && timeoutMs !== null) return { kind: 'continue' };
    await held?.promise;
    const acquired = await acquireRun(this.#db, runId, 'test-worker');
    if (acquired.kind === 'final') return acquired;
    if (acquired.kind !== 'acquired') return { kind: 'retry', delayMs: 50 };
    await succeedAttempt(this.#db, runId, acquired.attemptId);
    return { kind: 'final', phase: 'succeeded' };
  }
}

async function ownTemporal(): Promise<{ readonly server: EmbeddedTemporal; lose(): Promise<void> }> {
  const folder = makeTestFolder('schedules-temporal');
  const executable = await findTemporal(env, (line) => process.stderr.write(`${line}\n`));
  const start = (): Promise<EmbeddedTemporal> =>
    startEmbeddedTemporal({
      ...{ executable, folder, logFile: join(folder, 'server.log'), namespace: NAMESPACE },
      ...{ isDurable: true, hasUi: false },
    });
  const holder = { server: await start() };
  return {
    get server() {
      return holder.server;
    },
    lose: async () => {
      signalGroup(holder.server.pid, 'SIGKILL');
      await holder.server.exited;
      rmSync(join(folder, 'state'), { recursive: true, force: true });
      holder.server = await start();
    },
  };
}
