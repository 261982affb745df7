import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createSchemaValidator, type SchemaValidator } from '../../src/adapters/manifest/schema-validator.ts';
import { createBubblewrapSandbox } from '../../src/adapters/sandbox/create-bubblewrap-sandbox.ts';
import type { Sandbox } from '../../src/adapters/sandbox/sandbox.ts';
import type { RunExecutor, RunExecutorDeps } from '../../src/app/runs/run-executor.ts';
import type { Json, TestApi } from './api.ts';
import { makeReleaseFolder, registerTestWorker } from './run-fixture.ts';
import { createTestExecutor } from './test-executor.ts';
import { testFolder } from './test-folder.ts';

/** Prints what its trigger's payload says; its log is its configs as it sees them. */
const MAIN = `
const fs = require('node:fs');
const configs = Object.entries(process.env).filter(([name]) => name.startsWith('PAN_CFG_'));
console.error(JSON.stringify(Object.fromEntries(configs)));
const [trigger] = JSON.parse(process.env.PAN_CTX_RUN_TRIGGERS);
const { print = '', repeat = 0, exit = 0 } = trigger.payload ? JSON.parse(fs.readFileSync(trigger.payload.file, 'utf8')) : {};
fs.writeSync(1, repeat > 0 ? JSON.stringify({ filler: 'x'.repeat(repeat) }) : print);
process.exit(exit);
`;

export interface Printed {
  /** What goes to stdout. */
  readonly print?: string;
  /** Instead of it an object of so many bytes. */
  readonly repeat?: number;
  readonly exit?: number;
}

export interface PrintingRuns {
  /** The digest for releases whose process prints what it is told. */
  readonly digest: string;
  /** Adds the files of a release under a digest. */
  addRelease(digest: string, files: Readonly<Record<string, string | Buffer>>): Promise<void>;
  /** Accepts a sync of the tenant through the API and runs it to its end in a sandbox; answers the run. */
  sync(tenantId: number, mode: 'init' | 'normal', printed?: Printed): Promise<Json>;
  /** Runs the tenant's queued or running run to its end; answers it. */
  finish(tenantId: number): Promise<Json>;
  log(runId: number): Promise<readonly string[]>;
}

/** Gives the enclosing suite real runs in sandboxes beside its API. */
export function usePrintingRuns(api: TestApi): PrintingRuns {
  const folders = new Map<string, string>();
  let parts: { sandbox: Sandbox; schemas: SchemaValidator; executor: RunExecutor } | undefined;
  const dataDirectory = join(testFolder(), `printing-${randomUUID()}`);
  const addRelease: PrintingRuns['addRelease'] = async (digest, files) => {
    folders.set(digest, await makeReleaseFolder(join(dataDirectory, 'releases', randomUUID()), files));
  };
  before(async function prepareRuns() {
    this.timeout(120_000);
    await addRelease('sha256:printing', { 'main.js': MAIN });
    const sandbox = await createBubblewrapSandbox({
      hubId: 'test-configs',
      ownerId: randomUUID().slice(0, 8),
      dataDirectory,
      poolSize: 1,
      cgroup: 'required',
      log: () => {},
    });
    const schemas = createSchemaValidator();
    const releaseFiles: RunExecutorDeps['releaseFiles'] = {
      acquire: async (digest) => ({ directory: folders.get(digest) ?? '/nowhere', release: async () => {} }),
    };
    parts = { sandbox, schemas, executor: createTestExecutor({ db: api.db, sandbox, schemas, releaseFiles }) };
    await registerTestWorker(api.db, 20);
  });
  after(async () => {
    await parts?.executor.drain({ drainMs: 0, stopMs: 60_000 });
    await parts?.sandbox.close();
    await parts?.schemas.close();
  });
  const finish: PrintingRuns['finish'] = async (tenantId) => {
    const [{ id }] = (await api.call('GET', `/v2/tenants/${tenantId}/runs?sort_by=id__DESC&limit=1`)).body;
    while ((await parts?.executor.execute(id, null))?.kind !== 'final');
    return (await api.call('GET', `/v2/runs/${id}`)).body;
  };
  return {
    digest: 'sha256:printing',
    addRelease,
    finish,
    sync: async (tenantId, mode, printed) => {
      const accepted = await api.call('POST', `/v2/tenants/${tenantId}/sync?mode=${mode}`, { body: printed ?? {} });
      if (accepted.status !== 202) throw new Error(accepted.text);
      return finish(tenantId);
    },
    log: async (runId) => {
      const statement = `select text from log_chunks where run_id = $1 order by first_line`;
      const chunks = await api.db.query<{ text: string }>(statement, [runId]);
      return chunks.flatMap(({ text }) => text.split('\n'));
    },
  };
}
