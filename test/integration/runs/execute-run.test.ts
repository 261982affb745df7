import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { createSchemaValidator, type SchemaValidator } from '../../../src/manifest/schema-validator.ts';
import { acceptTrigger } from '../../../src/runs/accept-trigger.ts';
import { requestCancelRun } from '../../../src/runs/cancel-run.ts';
import { RunExecutor } from '../../../src/runs/run-executor.ts';
import { createBubblewrapSandbox } from '../../../src/sandbox/create-bubblewrap-sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { useDatabase } from '../../support/postgres.ts';
import {
  makeReleaseFolder,
  makeRunFixture,
  type RunFixtureOptions,
  registerTestWorker,
} from '../../support/run-fixture.ts';
import { testFolder } from '../../support/test-folder.ts';

const CAPS = { integration: 1000, partner: 1000, hub: 1000 };
const MIB = 1024 * 1024;

/** The integration of these tests: what it does is its config `act`. */
const MAIN = `
const act = process.env.PAN_CFG_ACT;
console.error('hello from ' + process.env.PAN_CTX_TENANT_NAME + ' ' + process.env.PAN_CTX_RUN_MODE);
if (act === 'state') console.log(JSON.stringify({ seen: [process.env.PAN_CTX_RUN_MODE], extra: 1 }));
if (act === 'fail') process.exit(3);
if (act === 'environment') console.error(JSON.stringify(process.env));
if (act === 'sleep') { process.on('SIGTERM', () => { console.error('stopping'); process.exit(0); }); setInterval(() => {}, 1000); }
if (act === 'stubborn') { process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); }
if (act === 'lookups') (async () => { for (const name of ['a.test', 'b.test', 'A.test']) await require('node:dns').promises.lookup(name).catch((error) => console.error(error.code)); })();
if (act === 'bytes') process.stderr.write(Buffer.from([0x61, 0x00, 0xff, 0x62, 0x0a]));
if (act === 'long') process.stderr.write('x'.repeat(200000) + '\\nafter\\n');
if (act === 'longline') process.stdout.write('{"a":"' + 'x'.repeat(1200000) + '"}\\n');
`;

const ACT = { type: 'object', properties: { act: { type: 'string' } } };

describe('executing runs', () => {
  const database = useDatabase();
  let db: Database;
  let sandbox: Sandbox;
  let schemas: SchemaValidator;
  let executor: RunExecutor;
  let directory: string;

  before(async function start() {
    this.timeout(120_000);
    db = await openDatabase({ url: database.url, poolSize: 10 });
    const dataDirectory = join(testFolder(), `runs-${randomUUID()}`);
    directory = await makeReleaseFolder(join(dataDirectory, 'release'), { 'main.js': MAIN });
    sandbox = await createBubblewrapSandbox({
      hubId: 'test-runs',
      ownerId: randomUUID().slice(0, 8),
      dataDirectory,
      cgroup: 'required',
      log: () => {},
    });
    schemas = createSchemaValidator();
    executor = makeExecutor();
    await registerTestWorker(db, 20);
  });
  after(async () => {
    await executor?.drain(0);
    await sandbox?.close();
    await schemas?.close();
    await db?.close();
  });

  function makeExecutor(overrides: { graceMs?: number } = {}): RunExecutor {
    return new RunExecutor({ ...executorDeps(overrides.graceMs), toolchains: { find: () => nodeOfThisProcess() } });
  }

  async function begin(act: string, options: RunFixtureOptions = {}, mode: 'init' | 'normal' = 'normal') {
    const fixture = await makeRunFixture(db, {
      configs: { act },
      ...options,
      manifest: { configSchema: ACT, ...options.manifest },
    });
    const tenantId = fixture.tenantIds[0] as number;
    const { runId } = await acceptTrigger(
      { db, schemas, caps: CAPS },
      { tenantId, source: 'api', mode, body: Buffer.from('{"a":1}'), headers: null, createdBy: 'test' },
    );
    return { tenantId, runId };
  }

  interface RunRow {
    readonly phase: string;
    readonly failure: { class: string; reason: string | null; exit_code: number | null; message: string } | null;
    readonly log_line_count: number;
    readonly is_log_complete: boolean;
    readonly stdout_line: string | null;
  }

  const runOf = async (runId: number): Promise<RunRow> =>
    (await db.query<RunRow>(`select * from runs where id = $1`, [runId]))[0] as RunRow;
  const logOf = async (runId: number): Promise<string[]> =>
    (
      await db.query<{ text: string }>(`select text from log_chunks where run_id = $1 order by first_line`, [runId])
    ).flatMap((chunk) => chunk.text.split('\n'));
  const untilLogged = async (runId: number): Promise<void> => {
    while ((await logOf(runId)).length === 0) await new Promise((resolve) => setImmediate(resolve));
  };

  it('runs a process to its end, with its log, its state and the summaries', async () => {
    const { runId, tenantId } = await begin('state');
    expect(await executor.execute(runId, null)).to.deep.equal({ kind: 'final', phase: 'succeeded' });
    const run = await runOf(runId);
    expect(run).to.include({ phase: 'succeeded', log_line_count: 1, is_log_complete: true });
    expect(await logOf(runId)).to.deep.equal(['hello from tenant-1 normal']);
    const metadata = await db.query<{ data: object }>(`select data from tenant_metadata where tenant_id = $1`, [
      tenantId,
    ]);
    expect(metadata[0]?.data).to.deep.equal({ seen: ['normal'], extra: 1 });
    const summaries = await db.query(`select kind from tenant_run_summaries where tenant_id = $1`, [tenantId]);
    expect(summaries).to.have.length(2);
  });

  it('gives the process its contract and nothing of the host', async () => {
    const { runId } = await begin('environment');
    await executor.execute(runId, null);
    const env = JSON.parse((await logOf(runId))[1] as string) as Record<string, string>;
    expect(env).to.include({
      PAN_CFG_ACT: 'environment',
      PAN_CTX_ENV: 'test',
      PAN_CTX_RUN_ID: String(runId),
      HOME: '/hub/home',
    });
    expect(JSON.parse(env.PAN_CTX_RUN_TRIGGERS as string)[0]).to.deep.include({ source: 'api', mode: 'normal' });
    expect(
      Object.keys(env).filter(
        (name) => !/^(PAN_|HOME$|TMPDIR$|PATH$|LANG$|PWD$|TRACEPARENT$|SHLVL$|_$|OLDPWD$)/.test(name),
      ),
    ).to.deep.equal([]);
  });

  it('tells an exit code other than 0 as the integration’s failure and writes no state', async () => {
    const { runId } = await begin('fail');
    expect(await executor.execute(runId, null)).to.deep.equal({ kind: 'final', phase: 'failed' });
    expect((await runOf(runId)).failure).to.include({ class: 'integration', exit_code: 3 });
  });

  it('tries an integration failure again where its policy says so', async () => {
    const { runId } = await begin('fail', { retryPolicy: { integrationAttempts: 2 } });
    expect((await executor.execute(runId, null)).kind).to.equal('retry');
    expect((await executor.execute(runId, null)).kind).to.equal('retry');
    await db.query(`update runs set next_attempt_at = null where id = $1`, [runId]);
    expect(await executor.execute(runId, null)).to.deep.equal({ kind: 'final', phase: 'failed' });
    const attempts = await db.query(`select id from attempts where run_id = $1`, [runId]);
    expect(attempts).to.have.length(2);
    expect(await logOf(runId)).to.include('Attempt 2 starts.');
  });

  it('stops a run at its time limit, also where it then exits with 0', async () => {
    const { runId } = await begin('sleep', { limits: { time_s: 1 } });
    await executor.execute(runId, null);
    expect((await runOf(runId)).failure).to.include({ class: 'timeout', exit_code: 0 });
    expect(await logOf(runId)).to.include('stopping');
  });

  it('cancels a running run once it was asked, with its grace', async () => {
    const { runId, tenantId } = await begin('sleep');
    const done = executor.execute(runId, null);
    await untilLogged(runId);
    await requestCancelRun(db, { runId, requestedBy: 'test' });
    executor.cancel(runId);
    await done;
    expect((await runOf(runId)).phase).to.equal('cancelled');
    expect(await db.query(`select 1 from tenant_metadata where tenant_id = $1`, [tenantId])).to.have.length(0);
  });

  it('kills what ignores SIGTERM after the grace', async () => {
    const stubborn = makeExecutor({ graceMs: 200 });
    const { runId } = await begin('stubborn');
    const done = stubborn.execute(runId, null);
    await untilLogged(runId);
    await requestCancelRun(db, { runId, requestedBy: 'test' });
    stubborn.cancel(runId);
    await done;
    expect((await runOf(runId)).phase).to.equal('cancelled');
  });

  it('ends without waiting for the attempt where its patience is over, and can be asked again', async () => {
    const { runId } = await begin('sleep');
    expect(await executor.execute(runId, 1)).to.deep.equal({ kind: 'continue' });
    await untilLogged(runId);
    await requestCancelRun(db, { runId, requestedBy: 'test' });
    executor.cancel(runId);
    expect(await executor.execute(runId, null)).to.deep.equal({ kind: 'final', phase: 'cancelled' });
  });

  it('stops at drain as worker_shutdown, tried again and not counted', async () => {
    const draining = makeExecutor();
    const { runId } = await begin('sleep');
    const done = draining.execute(runId, null);
    await untilLogged(runId);
    await draining.drain(0);
    expect((await done).kind).to.equal('retry');
    const attempts = await db.query<{ is_counted: boolean; failure: { reason: string } }>(
      `select is_counted, failure from attempts where run_id = $1`,
      [runId],
    );
    expect(attempts[0]?.is_counted).to.equal(false);
    expect(attempts[0]?.failure.reason).to.equal('worker_shutdown');
    await requestCancelRun(db, { runId, requestedBy: 'test' });
    expect((await executor.execute(runId, null)).kind).to.equal('retry');
    expect(await executor.execute(runId, null)).to.deep.equal({ kind: 'final', phase: 'cancelled' });
  });

  it('does not begin a second attempt while one is live elsewhere', async () => {
    const other = makeExecutor();
    const { runId } = await begin('sleep');
    const done = executor.execute(runId, null);
    await untilLogged(runId);
    expect(await other.execute(runId, 10)).to.deep.equal({ kind: 'continue' });
    expect(other.liveCount).to.equal(0);
    await requestCancelRun(db, { runId, requestedBy: 'test' });
    executor.cancel(runId);
    await done;
  });

  it('keeps odd bytes readable and cuts long lines', async () => {
    const bytes = await begin('bytes');
    await executor.execute(bytes.runId, null);
    expect(await logOf(bytes.runId)).to.include('a\ufffd\ufffdb');
    const long = await begin('long');
    await executor.execute(long.runId, null);
    const lines = await logOf(long.runId);
    expect(lines[1]).to.match(/^x{65536} … \[line cut: 134464 more bytes\]$/);
    expect(lines[2]).to.equal('after');
  });

  it('fails a run whose last line of stdout is too long to be its state', async () => {
    const { runId } = await begin('longline');
    await executor.execute(runId, null);
    expect((await runOf(runId)).failure?.class).to.equal('metadata_validation');
  });

  it('fails before its process starts where the configs do not fit the schema', async () => {
    const configSchema = { type: 'object', properties: { act: { type: 'integer', title: 'Act' } } };
    const { runId } = await begin('state', { manifest: { configSchema } });
    await executor.execute(runId, null);
    const run = await runOf(runId);
    expect(run.failure?.class).to.equal('config_validation');
    const attempts = await db.query<{ started_at: Date | null }>(`select started_at from attempts where run_id = $1`, [
      runId,
    ]);
    expect(attempts[0]?.started_at).to.equal(null);
  });

  it('fails a run whose metadata does not fit its schema and keeps the metadata', async () => {
    const metadataSchema = { type: 'object', properties: { extra: { type: 'string' } } };
    const { runId, tenantId } = await begin('state', { manifest: { version: '1.0', metadataSchema } });
    await executor.execute(runId, null);
    expect((await runOf(runId)).failure?.class).to.equal('metadata_validation');
    expect(await db.query(`select 1 from tenant_metadata where tenant_id = $1`, [tenantId])).to.have.length(0);
  });

  it('fails where this worker has another toolchain', async () => {
    const other = new RunExecutor({ ...executorDeps(), toolchains: { find: () => null } });
    const { runId } = await begin('state');
    await other.execute(runId, null);
    expect((await runOf(runId)).failure).to.include({ class: 'platform', reason: 'toolchain_missing' });
  });

  it('narrows a run to the egress list of its integration, and names in its log once what was refused', async () => {
    const { runId } = await begin('lookups');
    await db.query(
      `update integrations set egress = '{"opened": [], "allowed": ["*.example.com"]}'
       where id = (select integration_id from runs where id = $1)`,
      [runId],
    );
    await executor.execute(runId, null);
    const refused = (name: string): string => `${name} was refused: it is not on the egress list of the integration.`;
    const log = await logOf(runId);
    expect(log.filter((line) => line === 'ENOTFOUND')).to.have.lengthOf(3);
    expect(log.filter((line) => line.includes('refused'))).to.deep.equal([refused('a.test'), refused('b.test')]);
  });

  function executorDeps(graceMs = 2_000) {
    return {
      db,
      sandbox,
      schemas,
      releaseFiles: { acquire: async () => ({ directory, release: async () => {} }) },
      credentials: { open: async () => ({}) },
      environmentName: 'test',
      limits: {
        timeMs: 60_000,
        memoryBytes: 256 * MIB,
        cpus: 1,
        processes: 64,
        diskBytes: 64 * MIB,
        logBytes: 10 * MIB,
      },
      attemptLimits: { graceMs, stdoutBytes: MIB, logLineBytes: 64 * 1024 },
      ...{ onError: () => {}, onSlotFree: () => {}, workerId: 'test-worker', slots: 4 },
    };
  }
});

/** The Node that runs these tests, bound into the sandbox where it doesn't lie under /usr. */
function nodeOfThisProcess() {
  const from = join(process.execPath, '..', '..');
  const to = '/hub/toolchains/node-test';
  return {
    mounts: [{ from, to }],
    env: { HOME: '/hub/home', TMPDIR: '/tmp', LANG: 'C.UTF-8', PATH: `${to}/bin:/usr/bin:/bin` },
  };
}
