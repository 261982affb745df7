import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
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
import { ENCODINGS } from '../../support/secret-encodings.ts';
import { testFolder } from '../../support/test-folder.ts';

const MIB = 1024 * 1024;
const SECRET = 'tök"en/with+everything & <all> of\\it';
const KEY = [
  '-----BEGIN KEY-----',
  'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo',
  'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU',
  '-----END KEY-----',
];
const SECRETS = { PAN_SEC_SHOP_TOKEN: SECRET, PAN_SEC_SHOP_KEY: `${KEY.join('\n')}\n` };

/** Prints its secret in every encoding, a few bytes at a time, then at the place where a long line is cut, then as its state. */
const MAIN = `
import { setTimeout as pause } from 'node:timers/promises';
import { writeSync } from 'node:fs';
import { ENCODINGS } from './secret-encodings.ts';
const secret = process.env.PAN_SEC_SHOP_TOKEN;
for (const [name, encode] of Object.entries(ENCODINGS)) {
  const bytes = Buffer.from('as ' + name + ': user:' + encode(secret) + ' end\\n');
  for (let at = 0; at < bytes.length; at += 11) { writeSync(2, bytes.subarray(at, at + 11)); if (at % 44 === 0) await pause(1); }
}
process.stderr.write(process.env.PAN_SEC_SHOP_KEY);
process.stderr.write('x'.repeat(65536 - 10) + secret + 'y'.repeat(100000) + '\\n');
process.stderr.write('last\\n');
console.log(JSON.stringify({ token: process.env.PAN_CFG_ACT === 'state' ? secret : 'none' }));
if (process.env.PAN_CFG_ACT === 'invalid') console.log(JSON.stringify({ [secret]: 1 }));
`;

describe('secrets of a run', () => {
  const database = useDatabase();
  let db: Database;
  let sandbox: Sandbox;
  let schemas: SchemaValidator;
  let executor: RunExecutor;

  before(async function start() {
    this.timeout(120_000);
    db = await openDatabase({ url: database.url, poolSize: 5 });
    const dataDirectory = join(testFolder(), `redaction-${randomUUID()}`);
    const encodings = join(import.meta.dirname, '../../support/secret-encodings.ts');
    const directory = await makeReleaseFolder(join(dataDirectory, 'release'), {
      'main.mjs': MAIN,
      'secret-encodings.ts': await readFile(encodings, 'utf8'),
    });
    sandbox = await createBubblewrapSandbox({
      hubId: 'test-redaction',
      ownerId: randomUUID().slice(0, 8),
      dataDirectory,
      cgroup: 'required',
      log: () => {},
    });
    schemas = createSchemaValidator();
    executor = new RunExecutor({
      ...{ db, sandbox, schemas, workerId: 'test-worker', slots: 2, environmentName: 'test' },
      credentials: { open: async () => SECRETS },
      releaseFiles: { acquire: async () => ({ directory, release: async () => {} }) },
      toolchains: { find: () => nodeOfThisProcess() },
      limits: {
        timeMs: 60_000,
        memoryBytes: 256 * MIB,
        cpus: 1,
        processes: 64,
        diskBytes: 64 * MIB,
        logBytes: 10 * MIB,
      },
      attemptLimits: { graceMs: 2_000, stdoutBytes: MIB, logLineBytes: 64 * 1024 },
      onError: () => {},
      onSlotFree: () => {},
    });
    await registerTestWorker(db, 5);
  });
  after(async () => {
    await executor?.drain(0);
    await sandbox?.close();
    await schemas?.close();
    await db?.close();
  });

  async function run(act: string, manifest: object = {}) {
    const fixture = await makeRunFixture(db, { configs: { act }, manifest: { ...MANIFEST, ...manifest } });
    const tenantId = fixture.tenantIds[0] as number;
    const { runId } = await acceptTrigger(
      { db, schemas, caps: { integration: 9, partner: 9, hub: 9 } },
      { tenantId, source: 'api', mode: 'normal', body: null, headers: null, createdBy: 'test' },
    );
    await executor.execute(runId, null);
    const [row] = await db.query<{ phase: string; failure: { message: string } | null; warnings: string[] }>(
      `select phase, failure, warnings from runs where id = $1`,
      [runId],
    );
    const chunks = await db.query<{ text: string }>(
      `select text from log_chunks where run_id = $1 order by first_line`,
      [runId],
    );
    return { tenantId, row, log: chunks.map((chunk) => chunk.text).join('\n') };
  }

  it('reach its process and stand nowhere in its log, however it writes them', async () => {
    const { row, log } = await run('print');
    expect(row?.phase).to.equal('succeeded');
    const lines = log.split('\n');
    for (const [index, name] of Object.keys(ENCODINGS).entries()) {
      expect(lines[index]).to.equal(`as ${name}: user:[redacted] end`);
    }
    const [, ...rest] = lines.slice(Object.keys(ENCODINGS).length - 1);
    expect(rest.slice(0, KEY.length)).to.deep.equal(KEY.map(() => '[redacted]'));
    expect(rest[KEY.length]).to.match(/^x+\[redacted\] … \[line cut: \d+ more bytes\]$/);
    expect(rest.at(-1)).to.equal('last');
    expect(row?.warnings).to.deep.equal([]);
  });

  it('stay in the state that it printed, and the run says so', async () => {
    const { row, log, tenantId } = await run('state');
    expect(row?.phase).to.equal('succeeded');
    expect(row?.warnings).to.have.length(1);
    expect(row?.warnings[0]).to.match(/stdout holds the value of a PAN_SEC_ variable/);
    expect(log).to.match(/Warning: The last line of stdout holds/);
    const [kept] = await db.query<{ data: object }>(`select data from tenant_metadata where tenant_id = $1`, [
      tenantId,
    ]);
    expect(kept?.data).to.deep.equal({ token: SECRET });
  });

  it('stand in no message about its failure', async () => {
    const metadataSchema = { type: 'object', additionalProperties: false, properties: { token: { type: 'string' } } };
    const { row, log } = await run('invalid', { version: '1.0', metadataSchema });
    expect(row?.phase).to.equal('failed');
    expect(row?.failure?.message).to.contain('[redacted]');
    expect(JSON.stringify(row) + log)
      .not.to.contain(SECRET)
      .and.not.contain('with+everything');
  });
});

const MANIFEST = {
  run: 'node --no-warnings main.mjs',
  configSchema: { type: 'object', properties: { act: { type: 'string' } } },
};

/** The Node that runs these tests, bound into the sandbox where it doesn't lie under /usr. */
function nodeOfThisProcess() {
  const from = join(process.execPath, '..', '..');
  const to = '/hub/toolchains/node-test';
  return {
    mounts: [{ from, to }],
    env: { HOME: '/hub/home', TMPDIR: '/tmp', LANG: 'C.UTF-8', PATH: `${to}/bin:/usr/bin:/bin` },
  };
}
