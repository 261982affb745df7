import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { RunExecutor } from '../../../src/app/runs/run-executor.ts';
import { useRunSandbox } from '../../support/run-sandbox.ts';
import { ENCODINGS } from '../../support/secret-encodings.ts';

const ENCODINGS_FILE = join(import.meta.dirname, '../../support/secret-encodings.ts');
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
  const runs = useRunSandbox({ 'main.mjs': MAIN, 'secret-encodings.ts': readFileSync(ENCODINGS_FILE, 'utf8') });
  let executor: RunExecutor;
  before(() => {
    executor = runs.executor({ credentials: { open: async () => SECRETS } });
  });

  async function run(act: string, manifest: object = {}) {
    const { tenantId, runId } = await runs.begin({ configs: { act }, manifest: { ...MANIFEST, ...manifest } });
    await executor.execute(runId, null);
    const [row] = await runs.db.query<{ phase: string; failure: { message: string } | null; warnings: string[] }>(
      `select phase, failure, warnings from runs where id = $1`,
      [runId],
    );
    return { tenantId, row, log: (await runs.logOf(runId)).join('\n') };
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
    const [kept] = await runs.db.query<{ data: object }>(`select data from tenant_metadata where tenant_id = $1`, [
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
