import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, type Worker } from '@temporalio/worker';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { createSchemaValidator, type SchemaValidator } from '../../src/manifest/schema-validator.ts';
import { createRollout, type RolloutWish } from '../../src/rollouts/create-rollout.ts';
import { createRolloutControl, type RolloutControl } from '../../src/temporal/rollout-control.ts';
import { createRolloutParts, type RolloutParts } from '../../worker/rollout-parts.ts';
import { useDatabase } from './postgres.ts';
import { useTemporal } from './temporal.ts';

export interface Rollouts {
  readonly db: Database;
  readonly client: Client;
  readonly control: RolloutControl;
  readonly parts: RolloutParts;
  readonly databaseUrl: string;
  /** Writes a rollout down and starts its workflow. */
  begin(wish: Partial<RolloutWish> & Pick<RolloutWish, 'integrationId' | 'releaseId'>): Promise<number>;
  create(wish: Partial<RolloutWish> & Pick<RolloutWish, 'integrationId' | 'releaseId'>): Promise<number>;
  /** Waits until the rollout is in the state. */
  untilState(id: number, state: string): Promise<void>;
  counts(id: number): Promise<Record<string, number>>;
}

const QUIET = {
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
  log() {},
};
const STATE_TIMEOUT_MS = 12_000;

/** A database, Temporal, and a worker of the orchestration queue; its fields can be read in hooks and tests. */
export function useRollouts(): Rollouts {
  const database = useDatabase();
  const temporal = useTemporal();
  let running: { db: Database; client: Client; control: RolloutControl; parts: RolloutParts } | undefined;
  let stop = async (): Promise<void> => {};

  before(async function startRollouts() {
    this.timeout(60_000);
    const db = await openDatabase({ url: database.url, poolSize: 12 });
    const schemas: SchemaValidator = createSchemaValidator({ poolSize: 1 });
    const native = await NativeConnection.connect({ address: temporal.address });
    const connection = await Connection.connect({ address: temporal.address });
    const client = new Client({ connection, namespace: temporal.namespace });
    const settings = {
      address: temporal.address,
      namespace: temporal.namespace,
      uiUrl: null,
      apiKey: null,
      isTlsOn: false,
    };
    const caps = { integration: 1000, partner: 1000, hub: 1000 };
    const workerId = 'rollout-test';
    const startRun = async (): Promise<void> => {};
    const parts = createRolloutParts({
      ...{ db, schemas, workerId, client, startRun, connection: native },
      config: { temporal: settings, caps },
    });
    const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
    const worker: Worker = await parts.createWorker(await bundleWorkflowCode({ workflowsPath, logger: QUIET }));
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
  const create: Rollouts['create'] = async (wish) => {
    const whole: RolloutWish = {
      ...{ cause: 'channel', channel: 'Default', selection: null, gradual: null, startedBy: 'test' },
      ...wish,
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
    begin: async (wish) => {
      const id = await create(wish);
      await present().control.start(id);
      return id;
    },
    untilState: (id, state) => untilState(present().db, id, state),
    counts: async (id) => {
      const rows = await present().db.query<{ state: string; count: number }>(
        `select state, count(*) as count from rollout_tenants where rollout_id = $1 group by 1`,
        [id],
      );
      return Object.fromEntries(rows.map((row) => [row.state, row.count]));
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
export async function insertSchemaRelease(
  db: Database,
  integrationId: number,
  configSchema: object | null,
): Promise<number> {
  const rows = await db.query<{ id: number }>(
    `insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, commit_sha, repository_url,
       repository_path, manifest_path, manifest, toolchain, artifact_digest, requested_by)
     select $1, coalesce(max(number), 0) + 1, 'ready', 'main', true, '{}', repeat('a', 40), 'http://127.0.0.1/none', '',
       'PANDIUM.yaml', $2, '{}', 'sha256:fixture', 'test' from releases where integration_id = $1 returning id`,
    [
      integrationId,
      JSON.stringify({
        ...{
          version: '0.4',
          base: { language: 'node', version: null },
          build: null,
          run: 'node main.js',
          connectors: [],
        },
        ...{ configSchema, configUiSchema: null, metadataSchema: null, metadataUiSchema: null, asWritten: {} },
      }),
    ],
  );
  return (rows[0] as { id: number }).id;
}
