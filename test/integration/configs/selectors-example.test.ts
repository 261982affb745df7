import { expect } from 'chai';
import { readExample } from '../../../examples/read-example.ts';
import { type Json, useApi } from '../../support/api.ts';
import { usePrintingRuns } from '../../support/printing-runs.ts';
import { makeRunFixture } from '../../support/run-fixture.ts';
import { manifestOf } from '../../support/two-selectors.ts';

const BEFORE = { v04: ['placeholder', []], v10: ['options', ['foyer']] } as const;

describe('the example selectors', () => {
  const api = useApi();
  const runs = usePrintingRuns(api);
  const files = readExample('selectors');
  before(() => runs.addRelease('sha256:selectors', files));

  for (const version of ['v04', 'v10'] as const) {
    it(`offers rooms by site, and reports to the chosen one: ${version}`, async () => {
      const manifestPath = `${version}/PANDIUM.yaml`;
      const manifest = manifestOf(String(files[manifestPath]));
      const fixture = await makeRunFixture(api.db, { manifest, manifestPath, artifactDigest: 'sha256:selectors' });
      const tenantId = fixture.tenantIds[0] as number;
      const path = `/v2/tenants/${tenantId}`;
      const choicesOf = async (name: string): Promise<Json> => {
        const { fields } = (await api.call('GET', `${path}/configs`)).body;
        return fields.find((field: Json) => field.name === name).choices;
      };
      const titles = (choices: Json) => choices.options.map(({ title }: Json) => title);
      await api.db.query(`update tenants set configs = '{"site": "kiel"}' where id = $1`, [tenantId]);
      const unfetched = await choicesOf('room');
      expect([unfetched.state, titles(unfetched)]).to.deep.equal(BEFORE[version]);

      const refreshed = await api.call('POST', `${path}/configs/refresh`);
      expect((await runs.finish(tenantId)).id).to.equal(refreshed.body.run_id);
      expect(titles(await choicesOf('room'))).to.deep.equal(['foyer', 'Harbour room']);
      const configs = { site: 'graz', room: 'G-7', days: [1, 5], account: 'A-1' };
      const saved = await api.call('PATCH', path, { body: { configs } });
      expect(saved.body.warnings, saved.text).to.deep.equal([]);
      expect(titles(await choicesOf('room'))).to.deep.equal(['Attic']);
      expect(await choicesOf('days')).to.deep.include({ multiple: true, no_longer_offered: [] });
      const run = await runs.sync(tenantId, 'normal');
      expect(run).to.deep.include({ phase: 'succeeded', warnings: [] });
      expect(await runs.log(run.id)).to.deep.equal(['report to G-7 in Graz on Monday, Friday']);
      const metadata = await api.call('GET', `${path}/metadata`);
      expect(metadata.body.data.reports).to.equal(1);
    });
  }
});
