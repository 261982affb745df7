import { randomInt } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { createSchemaValidator, type SchemaValidator } from '../../src/adapters/manifest/schema-validator.ts';
import { createRolloutControl, type RolloutControl } from '../../src/adapters/temporal/rollout-control.ts';
import { createRollout, type RolloutRequest } from '../../src/app/rollouts/create-rollout.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import type { RolloutDecision } from '../../src/domain/rollouts/rollout-decision.ts';
import { composeRollouts, type RolloutComponents } from '../../worker/compose-rollouts.ts';
import { useDatabase } from './postgres.ts';
import { insertReadyRelease } from './run-fixture.ts';
import { WIDE_CAPS } from './run-queue.ts';
import { useTemporal } from './use-temporal.ts';
import { testWorkflowBundle } from './workflow-bundle.ts';

export interface Rollouts {
  readonly db: Database;
  readonly client: Client;
  readonly control: RolloutControl;
  readonly parts: RolloutComponents;
  readonly databaseUrl: string;
  /** Writes a rollout down and starts its workflow. */
  begin(request: Partial<RolloutRequest> & Pick<RolloutRequest, 'integrationId' | 'releaseId'>): Promise<number>;
  create(request: Partial<RolloutRequest> & Pick<RolloutRequest, 'integrationId' | 'releaseId'>): Promise<number>;
  /** What somebody decides; the same `requestId` is the same decision. */
  decide(rolloutId: number, decision: RolloutDecision, requestId?: string): ReturnType<RolloutControl['decide']>;
  /** Waits until the rollout is in the state. */
  untilState(id: number, state: string): Promise<void>;
  counts(id: number): Promise<Record<string, number>>;
  /** The release that the integration's default channel points to. */
  defaultOf(integrationId: number): Promise<number | null>;
}

const STATE_TIMEOUT_MS = 50_000;

/** A database, Temporal, and a worker of the orchestration queue; its fields can be read in hooks and tests. */
export function useRollouts(): Rollouts {
  const database = useDatabase();
  const temporal = useTemporal();
  let running: { db: Database; client: Client; control: RolloutControl; parts: RolloutComponents } | undefined;
  let stop = async (): Promise<void> => {};

  before(async function startRollouts() {
    this.timeout(60_000);
    const db = await openDatabase({ url: database.url, poolSize: 12 });
    // All suites share a namespace: an open workflow of another one must not have the id of a rollout of this one.
    await db.query(`alter table rollouts alter column id restart with ${randomInt(1_000_000, 1_000_000_000)}`);
    const schemas: SchemaValidator = createSchemaValidator({ poolSize: 1 });
    const native = await NativeConnection.connect({ address: temporal.address });
    const connection = await Connection.connect({ address: temporal.address });
    const client = new Client({ connection, namespace: temporal.namespace });
    const startRun = async (): Promise<void> => {};
    const parts = composeRollouts({ ...{ db, schemas, client, startRun }, config: { caps: WIDE_CAPS } });
    const worker: Worker = await parts.createWorker({
      ...{ connection: native, namespace: temporal.namespace, identity: 'rollout-test' },
      workflowBundle: await testWorkflowBundle(),
    });
    const working = worker.run();
    running = { db, client, control: createRolloutControl(db, client), parts };
    stop = async () => {
      worker.shutdown();
      await working;
      await connection.close();
      await native.close();
      await schemas.close();
      await db.close();
    };
  });
  after(() => stop());

  const present = (): NonNullable<typeof running> => {
    if (!running) throw new Error('rollouts are there from the before hooks on');
    return running;
  };
  const create: Rollouts['create'] = async (request) => {
    const whole: RolloutRequest = {
      ...{ cause: 'channel', channel: 'Default', selection: null, gradual: null, startedBy: 'test' },
      ...request,
    };
    return (await present().db.transaction((sql) => createRollout(sql, whole))).id;
  };
  return {
    get db() {
      return present().db;
    },
    get client() {
      return present().client;
    },
    get control() {
      return present().control;
    },
    get parts() {
      return present().parts;
    },
    get databaseUrl() {
      return database.url;
    },
    create,
    begin: async (request) => {
      const id = await create(request);
      await present().control.start(id);
      return id;
    },
    decide: (rolloutId, decision, requestId = decision) =>
      present().control.decide({ rolloutId, decision, actor: 'someone', requestId }),
    untilState: (id, state) => untilState(present().db, id, state),
    counts: async (id) => {
      const rows = await present().db.query<{ state: string; count: number }>(
        `select state, count(*) as count from rollout_tenants where rollout_id = $1 group by 1`,
        [id],
      );
      return Object.fromEntries(rows.map((row) => [row.state, row.count]));
    },
    defaultOf: async (integrationId) => {
      const rows = await present().db.query<{ id: number | null }>(
        'select default_release_id as id from integrations where id = $1',
        [integrationId],
      );
      return rows[0]?.id ?? null;
    },
  };
}

async function untilState(db: Database, id: number, wanted: string): Promise<void> {
  const deadline = performance.now() + STATE_TIMEOUT_MS;
  for (;;) {
    const [row] = await db.query<{ state: string; reason: string | null }>(
      `select state, reason from rollouts where id = $1`,
      [id],
    );
    if (row?.state === wanted) return;
    if (performance.now() > deadline) throw new Error(`rollout ${id} is ${row?.state} (${row?.reason}), not ${wanted}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Inserts a ready release of the tracking branch with the given config schema. */
export function insertSchemaRelease(db: Database, integrationId: number, configSchema: object | null): Promise<number> {
  return insertReadyRelease(db, integrationId, { manifest: { configSchema } });
}
