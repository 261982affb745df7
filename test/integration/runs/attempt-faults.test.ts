import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { createSchemaValidator, type SchemaValidator } from '../../../src/manifest/schema-validator.ts';
import { acceptTrigger } from '../../../src/runs/accept-trigger.ts';
import { RunExecutor } from '../../../src/runs/run-executor.ts';
import { createBubblewrapSandbox } from '../../../src/sandbox/create-bubblewrap-sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { useDatabase } from '../../support/postgres.ts';
import { makeReleaseFolder, makeRunFixture, registerTestWorker } from '../../support/run-fixture.ts';
import { testFolder } from '../../support/test-folder.ts';

const CAPS = { integration: 1000, partner: 1000, hub: 1000 };
const MIB = 1024 * 1024;

interface AttemptRow {
  readonly state: string;
  readonly failure: { readonly class: string; readonly reason: string; readonly message: string };
}

describe('faults of the hub while it carries out an attempt', () => {
  const database = useDatabase();
  let db: Database;
  let sandbox: Sandbox;
  let schemas: SchemaValidator;
  let directory: string;

  before(async function start() {
    this.timeout(120_000);
    db = await openDatabase({ url: database.url, poolSize: 10 });
    const dataDirectory = join(testFolder(), `faults-${randomUUID()}`);
    directory = await makeReleaseFolder(join(dataDirectory, 'release'), { 'main.sh': 'sleep 600' });
    const ownerId = randomUUID().slice(0, 8);
    sandbox = await createBubblewrapSandbox({
      ...{ hubId: 'test-faults', ownerId, dataDirectory, cgroup: 'required', log: () => {} },
    });
    schemas = createSchemaValidator();
    await registerTestWorker(db, 20);
  });
  after(async () => {
    await sandbox?.close();
    await schemas?.close();
    await db?.close();
  });

  function makeExecutor(parts: { sandbox?: Sandbox; acquire?: () => Promise<never> } = {}): RunExecutor {
    return new RunExecutor({
      ...{ db, schemas, sandbox, environmentName: 'test', workerId: 'test-worker', slots: 4 },
      ...parts,
      releaseFiles: { acquire: parts.acquire ?? (async () => ({ directory, release: async () => {} })) },
      toolchains: { find: () => ({ mounts: [], env: { HOME: '/hub/home', TMPDIR: '/tmp', PATH: '/usr/bin:/bin' } }) },
      credentials: { open: async () => ({}) },
      limits: {
        ...{ timeMs: 60_000, memoryBytes: 64 * MIB, cpus: 1, processes: 64, diskBytes: 16 * MIB, logBytes: 10 * MIB },
      },
      attemptLimits: { graceMs: 2_000, stdoutBytes: MIB, logLineBytes: 64 * 1024 },
      ...{ onError: () => {}, onSlotFree: () => {} },
    });
  }

  async function attemptOf(executor: RunExecutor): Promise<AttemptRow | undefined> {
    const fixture = await makeRunFixture(db, { manifest: { run: 'sh main.sh' } });
    const input = { source: 'api', mode: 'normal', body: null, headers: null, createdBy: 'test' } as const;
    const { runId } = await acceptTrigger(
      { db, schemas, caps: CAPS },
      { ...input, tenantId: fixture.tenantIds[0] as number },
    );
    expect((await executor.execute(runId, null)).kind).to.equal('retry');
    return (await db.query<AttemptRow>(`select state, failure from attempts where run_id = $1`, [runId]))[0];
  }

  it('tells a run that its supervisor had to end as a lease that was lost, not as the integration’s failure', async () => {
    // As where no renewal reached the database until the deadline.
    const impatient: Sandbox = {
      driver: sandbox.driver,
      start: (spec) => sandbox.start({ ...spec, deadlineMs: 300 }),
      ...{ check: () => sandbox.check(), sweep: () => sandbox.sweep(), close: () => sandbox.close() },
      openWorkspace: (...input) => sandbox.openWorkspace(...input),
    };
    const attempt = await attemptOf(makeExecutor({ sandbox: impatient }));
    expect(attempt?.failure).to.include({ class: 'platform', reason: 'lease_lost' });
  });

  for (const [what, error] of [
    ['no space', Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })],
    ['no quota', Object.assign(new Error('EDQUOT: disk quota exceeded, write'), { code: 'EDQUOT' })],
  ] as const) {
    it(`tells ${what} as a full disk, in one sentence that names no path`, async () => {
      const attempt = await attemptOf(makeExecutor({ acquire: () => Promise.reject(error) }));
      expect(attempt?.failure).to.include({ class: 'platform', reason: 'storage_full' });
      expect(attempt?.failure.message).to.match(/^The disk of the worker's machine is full: [^/]*\.$/);
    });
  }
});
