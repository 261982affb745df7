import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createSchemaValidator, type SchemaValidator } from '../../src/adapters/manifest/schema-validator.ts';
import { createBubblewrapSandbox } from '../../src/adapters/sandbox/create-bubblewrap-sandbox.ts';
import type { Sandbox } from '../../src/adapters/sandbox/sandbox.ts';
import { type AcceptTriggerInput, acceptTrigger } from '../../src/app/runs/accept-trigger.ts';
import type { RunExecutor, RunExecutorDeps } from '../../src/app/runs/run-executor.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { useDatabase } from './postgres.ts';
import { makeReleaseFolder, makeRunFixture, type RunFixtureOptions, registerTestWorker } from './run-fixture.ts';
import { WIDE_CAPS } from './run-queue.ts';
import { createTestExecutor } from './test-executor.ts';
import { makeTestFolder } from './test-folder.ts';

/** A database and a sandbox for runs of one release; can be used in hooks and tests. */
export interface RunSandbox {
  readonly db: Database;
  readonly sandbox: Sandbox;
  /** An executor of its own; drained when the suite ends. */
  executor(parts?: Partial<RunExecutorDeps>): RunExecutor;
  /** A tenant of a new integration on the release, and its first run, admitted. */
  begin(options: RunFixtureOptions, input?: Partial<AcceptTriggerInput>): Promise<{ tenantId: number; runId: number }>;
  /** The lines of the run's log. */
  logOf(runId: number): Promise<string[]>;
}

interface Opened {
  readonly db: Database;
  readonly schemas: SchemaValidator;
  readonly sandbox: Sandbox;
  /** Of the release. */
  readonly directory: string;
}

/** Gives the enclosing suite a real sandbox, and a release that has these files. */
export function useRunSandbox(files: Readonly<Record<string, string | Buffer>>): RunSandbox {
  const database = useDatabase();
  const executors: RunExecutor[] = [];
  let opened: Opened | undefined;
  before(async function openSandbox() {
    this.timeout(120_000);
    const dataDirectory = makeTestFolder('runs');
    const directory = await makeReleaseFolder(join(dataDirectory, 'release'), files);
    const ownerId = randomUUID().slice(0, 8);
    const sandbox = await createBubblewrapSandbox({
      ...{ hubId: 'test-runs', ownerId, dataDirectory, cgroup: 'required', log: () => {} },
    });
    const db = await openDatabase({ url: database.url, poolSize: 10 });
    opened = { db, sandbox, directory, schemas: createSchemaValidator() };
    await registerTestWorker(db, 20);
  });
  after(async () => {
    await Promise.all(executors.map((executor) => executor.drain({ drainMs: 0, stopMs: 60_000 })));
    await opened?.sandbox.close();
    await opened?.schemas.close();
    await opened?.db.close();
  });
  const present = (): Opened => {
    if (!opened) throw new Error('the sandbox is there from the before hooks on');
    return opened;
  };
  return {
    get db() {
      return present().db;
    },
    get sandbox() {
      return present().sandbox;
    },
    executor: (parts = {}) => {
      const { db, sandbox, schemas, directory } = present();
      const releaseFiles = { acquire: async () => ({ directory, release: async () => {} }) };
      const executor = createTestExecutor({ db, sandbox, schemas, releaseFiles, ...parts });
      executors.push(executor);
      return executor;
    },
    begin: (options, input = {}) => begin(present(), options, input),
    logOf: async (runId) => {
      const statement = `select text from log_chunks where run_id = $1 order by first_line`;
      const chunks = await present().db.query<{ text: string }>(statement, [runId]);
      return chunks.flatMap(({ text }) => text.split('\n'));
    },
  };
}

async function begin({ db, schemas }: Opened, options: RunFixtureOptions, input: Partial<AcceptTriggerInput>) {
  const fixture = await makeRunFixture(db, options);
  const tenantId = fixture.tenantIds[0] as number;
  const { runId } = await acceptTrigger(
    { db, schemas, caps: WIDE_CAPS },
    { tenantId, source: 'api', mode: 'normal', body: null, headers: null, createdBy: 'test', ...input },
  );
  return { tenantId, runId };
}
