import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { usePrintingRuns } from '../../support/printing-runs.ts';
import { makeRunFixture } from '../../support/run-fixture.ts';
import { manifestOf, twoSelectors } from '../../support/two-selectors.ts';

const ADA = { const: 'U1', title: 'Ada' };
const PRINTED = { readers: [ADA, { const: 'U2', title: 'Grace' }], plant_kinds: ['fern', 'moss'] };

const METADATA_OPTIONS = manifestOf(`
version: 1.0
base: node
run: node main.js
configs:
  schema:
    properties:
      list: {$ref: '#/metadata/lists'}
metadata_schema:
  schema:
    type: object
    properties:
      lists: {type: array, default: [all]}
`);

describe('the options that runs fetch', () => {
  const api = useApi();
  const runs = usePrintingRuns(api);

  async function makeTenant(manifest: object = twoSelectors()): Promise<{ tenantId: number; releaseId: number }> {
    const fixture = await makeRunFixture(api.db, { manifest, artifactDigest: runs.digest });
    return { tenantId: fixture.tenantIds[0] as number, releaseId: fixture.releaseId };
  }

  const dynamicConfigsOf = async (tenantId: number) =>
    (await api.call('GET', `/v2/tenants/${tenantId}`)).body.status.dynamic_configs;
  const originsOf = (tenantId: number) =>
    api.db.query<{ name: string; run_id: number | null; release_id: number | null }>(
      `select name, run_id, release_id from tenant_options where tenant_id = $1 order by name`,
      [tenantId],
    );

  it('are told with when, by which run and of which release they were fetched', async () => {
    const { tenantId, releaseId } = await makeTenant();
    expect(await dynamicConfigsOf(tenantId)).to.deep.equal({ options: null, fetched_date: null, error: null });
    const run = await runs.sync(tenantId, 'init', { print: `noise\n${JSON.stringify(PRINTED)}\n\n` });
    expect(run).to.deep.include({ phase: 'succeeded', warnings: [] });
    const told = await dynamicConfigsOf(tenantId);
    expect(told).to.deep.include({ options: PRINTED, error: null });
    expect(Date.parse(told.fetched_date)).to.be.at.least(Date.parse(run.started_date));
    const origin = { run_id: run.id, release_id: releaseId };
    expect(await originsOf(tenantId)).to.deep.equal([
      { name: 'plant_kinds', ...origin },
      { name: 'readers', ...origin },
    ]);
  });

  const FAILING: readonly (readonly [string, object, string, string, RegExp])[] = [
    ['the process fails', { exit: 3 }, 'failed', 'integration', /3/],
    ['nothing was printed', {}, 'succeeded', 'nothing_printed', /printed nothing/],
    ['the last line is not JSON', { print: 'done' }, 'succeeded', 'not_json', /not JSON/],
    ['the last line is a list', { print: '["a"]' }, 'succeeded', 'not_an_object', /not an object/],
    ['names are missing', { print: '{}' }, 'succeeded', 'options_missing', /"readers", "plant_kinds"/],
    ['it is longer than what is kept', { repeat: 1_200_000 }, 'failed', 'metadata_validation', /longer than 1 MiB/],
    [
      'a name holds no list',
      { print: '{"readers": 12, "plant_kinds": {"a": {"b": ["c"]}}, "cursor": 9}' },
      'succeeded',
      'options_malformed',
      /"readers" are not a list/,
    ],
  ];

  it('stay as they were where a later init sync fails or prints what is unusable, and say why', async () => {
    const { tenantId } = await makeTenant();
    const first = await runs.sync(tenantId, 'init', { print: JSON.stringify(PRINTED) });
    for (const [what, printed, phase, errorClass, sentence] of FAILING) {
      const run = await runs.sync(tenantId, 'init', printed);
      expect(run.phase, what).to.equal(phase);
      const told = await dynamicConfigsOf(tenantId);
      expect(told.options, what).to.deep.equal(PRINTED);
      expect(told.error, what).to.match(sentence);
      const [refresh] = await api.db.query(
        `select run_id, phase, error_class from tenant_refreshes where tenant_id = $1`,
        [tenantId],
      );
      expect(refresh, what).to.deep.equal({ run_id: run.id, phase, error_class: errorClass });
      if (phase === 'succeeded') expect(run.warnings.join(' '), what).to.match(sentence);
    }
    expect((await originsOf(tenantId)).map((origin) => origin.run_id)).to.deep.equal([first.id, first.id]);
    const metadata = await api.call('GET', `/v2/tenants/${tenantId}/metadata`);
    expect(metadata.body.data, 'the rest of a state is kept').to.deep.equal({ ...PRINTED, cursor: 9 });
    await runs.sync(tenantId, 'init', { print: JSON.stringify({ ...PRINTED, readers: [ADA] }) });
    expect(await dynamicConfigsOf(tenantId)).to.deep.include({ options: { ...PRINTED, readers: [ADA] }, error: null });
  });

  it('are not touched by what a normal run of manifest 0.4 prints under their name', async () => {
    const { tenantId } = await makeTenant();
    await runs.sync(tenantId, 'init', { print: JSON.stringify(PRINTED) });
    await api.db.query(`update tenants set configs = '{"plant_kind": "fern", "reader": "U1"}' where id = $1`, [
      tenantId,
    ]);
    const run = await runs.sync(tenantId, 'normal', { print: '{"readers": ["U9"], "seen": 1}' });
    expect(run.warnings.join(' ')).to.match(/"readers" names options, which only an init sync may print/);
    expect((await dynamicConfigsOf(tenantId)).options).to.deep.equal(PRINTED);
  });

  it('are metadata in manifest 1.0, which any run and people may change', async () => {
    const { tenantId } = await makeTenant(METADATA_OPTIONS);
    const normal = await runs.sync(tenantId, 'normal', { print: '{"lists": ["a", "b"]}' });
    expect((await dynamicConfigsOf(tenantId)).options).to.deep.equal({ lists: ['a', 'b'] });
    expect((await originsOf(tenantId))[0]?.run_id).to.equal(normal.id);
    await api.call('PATCH', `/v2/tenants/${tenantId}/metadata`, { body: { lists: ['c'], other: 1 } });
    expect((await dynamicConfigsOf(tenantId)).options).to.deep.equal({ lists: ['c'] });
    expect(await originsOf(tenantId)).to.deep.equal([{ name: 'lists', run_id: null, release_id: null }]);
  });

  it('lack nothing where an init sync prints nothing and the manifest brings them', async () => {
    const { tenantId } = await makeTenant(METADATA_OPTIONS);
    await runs.sync(tenantId, 'init');
    expect(await dynamicConfigsOf(tenantId)).to.deep.equal({ options: null, fetched_date: null, error: null });
  });
});
