import { expect } from 'chai';
import { createSchemaValidator } from '../../../src/adapters/manifest/schema-validator.ts';
import { createTenant } from '../../../src/app/tenants/create-tenant.ts';
import { patchTenant } from '../../../src/app/tenants/patch-tenant.ts';
import { readConfigForm } from '../../../src/app/tenants/read-config-form.ts';
import { findTenant } from '../../../src/db/stores/tenants/tenant-repository.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { type Json, useApi } from '../../support/api.ts';
import { expectAppError } from '../../support/expect-app-error.ts';
import { usePrintingRuns } from '../../support/printing-runs.ts';
import { makeRunFixture, type RunFixtureOptions } from '../../support/run-fixture.ts';
import { manifestOf, twoSelectors } from '../../support/two-selectors.ts';

const READERS = [
  { const: 'U1', title: 'Ada' },
  { const: 'U2', title: 'Grace' },
];
const PRINTED = { readers: READERS, plant_kinds: ['fern', 'moss'] };
const print = (options: object) => ({ print: JSON.stringify(options) });

const DEPENDENT = manifestOf(`
version: 0.4
base: node
run: node main.js
configs:
  schema:
    properties:
      country: {$ref: '#/definitions/countries'}
      city: {$ref: '#/definitions/cities'}
      count: {type: integer}
      account: {type: string}
    definitions: {countries: {enum: [placeholder]}, cities: {enum: [placeholder]}}
  uischema:
    elements:
      - {type: Control, scope: '#/properties/country', label: Country}
      - {type: Control, scope: '#/properties/city', label: City, options: {dependsOn: country}}
      - {type: Control, scope: '#/properties/count'}
      - {type: Control, scope: '#/properties/account', label: Account, admin: true}
`);
const CITIES = { countries: ['de', 'fr'], cities: { de: ['Kiel'], fr: ['Paris'] } };

describe('the form of a tenant’s configs', () => {
  const api = useApi();
  const runs = usePrintingRuns(api);

  async function makeTenant(manifest: object = twoSelectors(), options: RunFixtureOptions = {}) {
    const fixture = await makeRunFixture(api.db, { manifest, artifactDigest: runs.digest, ...options });
    return { ...fixture, tenantId: fixture.tenantIds[0] as number };
  }

  const formOf = async (tenantId: number): Promise<Json> => {
    const answer = await api.call('GET', `/v2/tenants/${tenantId}/configs`);
    expect(answer.status, answer.text).to.equal(200);
    return answer.body;
  };
  const choicesOf = (form: Json, name: string): Json =>
    form.fields.find((field: { name: string }) => field.name === name).choices;
  const save = (tenantId: number, configs: object, headers: Record<string, string> = {}) =>
    api.call('PATCH', `/v2/tenants/${tenantId}`, { body: { configs }, headers });
  const codes = (notes: readonly { pointer: string; code: string }[]) =>
    notes.map(({ pointer, code }) => `${pointer} ${code}`);

  it('shows two selectors from their placeholder to chosen values and a run with them', async () => {
    const { tenantId, releaseId } = await makeTenant();
    const before = await formOf(tenantId);
    expect(before).to.deep.include({ release_id: releaseId, values: {}, refresh: { current: null, last: null } });
    expect(before.fields.map(({ name, label }: Json) => [name, label])).to.deep.equal([
      ['plant_kind', 'Kind of plant'],
      ['reader', 'Reader'],
    ]);
    expect(choicesOf(before, 'reader')).to.deep.include({
      placeholder: 'Placeholder',
      state: 'placeholder',
      options: [],
      origin: null,
      stale: false,
    });
    expect(codes(before.warnings)).to.have.members([
      '/values/reader required_later',
      '/values/plant_kind required_later',
    ]);

    const init = await runs.sync(tenantId, 'init', print(PRINTED));
    const fetched = await formOf(tenantId);
    expect(choicesOf(fetched, 'reader')).to.deep.include({
      ...{
        state: 'options',
        origin: 'fetched',
        options: READERS,
        run_id: init.id,
        release_id: releaseId,
        stale: false,
      },
    });
    expect(choicesOf(fetched, 'reader').age_s).to.be.at.least(0);
    expect(codes(fetched.issues)).to.have.members(['/values/reader required', '/values/plant_kind required']);
    expect(fetched.refresh.last).to.deep.include({ run_id: init.id, phase: 'succeeded', error: null });

    const missing = await save(tenantId, { reader: 'U2' });
    expect([missing.status, missing.body.errors[0].pointer]).to.deep.equal([422, '/configs/plant_kind']);
    const saved = await save(tenantId, { reader: 'U2', plant_kind: 'fern' });
    expect([saved.status, saved.body.warnings]).to.deep.equal([200, []]);
    const run = await runs.sync(tenantId, 'normal');
    expect(run).to.deep.include({ phase: 'succeeded', warnings: [] });
    expect(JSON.parse((await runs.log(run.id))[0] ?? '')).to.deep.equal({
      PAN_CFG_PLANT_KIND: 'fern',
      PAN_CFG_READER: 'U2',
    });
  });

  it('keeps a chosen value that is no longer offered: marked in the form, warned about on save and on the run', async () => {
    const { tenantId } = await makeTenant();
    await runs.sync(tenantId, 'init', print(PRINTED));
    const chosen = { reader: 'U2', plant_kind: 'fern' };
    await save(tenantId, chosen);
    await runs.sync(tenantId, 'init', print({ ...PRINTED, readers: READERS.slice(0, 1) }));
    const form = await formOf(tenantId);
    expect(choicesOf(form, 'reader').no_longer_offered).to.deep.equal(['U2']);
    expect(form.values).to.deep.equal(chosen);
    expect(codes(form.warnings)).to.deep.equal(['/values/reader no_longer_offered']);
    const saved = await save(tenantId, chosen);
    expect([saved.status, ...codes(saved.body.warnings)]).to.deep.equal([200, '/configs/reader no_longer_offered']);
    const run = await runs.sync(tenantId, 'normal');
    expect(run.phase).to.equal('succeeded');
    expect(run.warnings.join(' ')).to.match(/"Reader" \(reader\) holds a value that is no longer offered/);
  });

  it('holds a value to the fetched options and never to the placeholder', async () => {
    const { tenantId } = await makeTenant();
    const early = await save(tenantId, { reader: 'U7', plant_kind: 'placeholder' });
    expect(codes(early.body.warnings)).to.have.members([
      '/configs/reader not_fetched',
      '/configs/plant_kind not_fetched',
    ]);
    await runs.sync(tenantId, 'init', print({ ...PRINTED, readers: [1, 2] }));
    const late = await save(tenantId, { reader: 2, plant_kind: 'placeholder' });
    expect(codes(late.body.warnings), 'the constants are numbers, and the options win').to.deep.equal([
      '/configs/plant_kind no_longer_offered',
    ]);
    const wrong = await save(tenantId, { reader: [2], plant_kind: true });
    expect(wrong.body.errors.map(({ pointer }: Json) => pointer)).to.have.members([
      '/configs/reader',
      '/configs/plant_kind',
    ]);
  });

  it('holds a dependent selector to the chosen value of its parent', async () => {
    const { tenantId } = await makeTenant(DEPENDENT);
    await runs.sync(tenantId, 'init', print(CITIES));
    const fitting = await save(tenantId, { country: 'fr', city: 'Paris' });
    expect(fitting.body.warnings).to.deep.equal([]);
    const form = await formOf(tenantId);
    expect(choicesOf(form, 'city')).to.deep.include({
      depends_on: 'country',
      options: [{ const: 'Paris', title: 'Paris' }],
      options_by_parent: { de: [{ const: 'Kiel', title: 'Kiel' }], fr: [{ const: 'Paris', title: 'Paris' }] },
    });
    const other = await save(tenantId, { country: 'de', city: 'Paris' });
    expect(other.body.warnings[0]).to.deep.include({ pointer: '/configs/city', code: 'no_longer_offered' });
    expect(other.body.warnings[0].message).to.match(/not offered for the chosen value of "Country" \(country\)/);
    const orphan = await save(tenantId, { city: 'Paris' });
    expect(codes(orphan.body.warnings)).to.deep.equal(['/configs/city parent_unset']);
  });

  it('tells that options are stale and of whom, and keeps them usable', async () => {
    const { tenantId } = await makeTenant();
    await runs.sync(tenantId, 'init', print(PRINTED));
    await api.db.query(`update tenant_options set fetched_at = now() - interval '25 hours' where tenant_id = $1`, [
      tenantId,
    ]);
    const old = await formOf(tenantId);
    expect(old.stale_after_s).to.equal(86_400);
    expect(choicesOf(old, 'reader')).to.deep.include({ stale: true, state: 'options', options: READERS });
    expect(choicesOf(old, 'reader').age_s).to.be.at.least(90_000);
    await api.db.query(`delete from tenant_options where tenant_id = $1`, [tenantId]);
    expect(choicesOf(await formOf(tenantId), 'reader')).to.deep.include({
      stale: true,
      age_s: null,
      fetched_date: null,
    });
  });

  it('says why the last refresh brought nothing, beside the options that stay', async () => {
    const { tenantId } = await makeTenant();
    await runs.sync(tenantId, 'init', print(PRINTED));
    const failed = await runs.sync(tenantId, 'init', { exit: 4 });
    const form = await formOf(tenantId);
    expect(form.refresh.last).to.deep.include({ run_id: failed.id, phase: 'failed' });
    expect(form.refresh.last.error).to.deep.equal({ class: 'integration', message: failed.failure.message });
    expect(choicesOf(form, 'reader').options).to.deep.equal(READERS);
  });

  it('refuses what the schema refuses, warns about unknown configs and keeps those', async () => {
    const { tenantId } = await makeTenant(DEPENDENT);
    const wrong = await save(tenantId, { count: 'many' });
    expect([wrong.status, wrong.body.errors[0].pointer]).to.deep.equal([422, '/configs/count']);
    const unknown = await save(tenantId, { count: 1, extra: 'x' });
    expect(codes(unknown.body.warnings)).to.deep.equal(['/configs/extra unknown_config']);
    expect(unknown.body.configs).to.deep.equal({ count: 1, extra: 'x' });
    const closed = manifestOf(
      `version: 0.4\nbase: node\nrun: x\nconfigs: {schema: {additionalProperties: false, properties: {a: {type: string}}}}`,
    );
    const strict = await makeTenant(closed);
    const refused = await save(strict.tenantId, { extra: 1 });
    expect([refused.status, refused.body.errors[0].pointer]).to.deep.equal([422, '/configs/extra']);
  });

  it('is held to the release that runs next, not to the recorded one', async () => {
    const { tenantId, integrationId } = await makeTenant(DEPENDENT, { configs: { count: 1 } });
    const next = await makeTenant(
      manifestOf(`version: 0.4\nbase: node\nrun: x\nconfigs: {schema: {properties: {count: {type: string}}}}`),
    );
    await api.db.query(`update releases set integration_id = $2, number = 2 where id = $1`, [
      next.releaseId,
      integrationId,
    ]);
    await api.db.query(`update integrations set default_release_id = $2 where id = $1`, [
      integrationId,
      next.releaseId,
    ]);
    expect(await formOf(tenantId)).to.deep.include({ release_id: next.releaseId, held_from_release_id: null });
    expect((await save(tenantId, { count: 2 })).status).to.equal(422);

    await api.db.query(`update tenants set held_reason = 'needs_reconfiguration' where id = $1`, [tenantId]);
    const held = await formOf(tenantId);
    expect(held.release_id).not.to.equal(next.releaseId);
    expect(held.held_from_release_id).to.equal(next.releaseId);
    const asked = await api.call('GET', `/v2/tenants/${tenantId}/configs?release_id=${next.releaseId}`);
    expect(asked.body).to.deep.include({ release_id: next.releaseId });
    expect(codes(asked.body.issues)).to.deep.equal(['/values/count type']);
    expect((await save(tenantId, { count: 'two' })).body.needs).to.deep.equal([]);
    const foreign = await makeTenant();
    const elsewhere = await api.call('GET', `/v2/tenants/${tenantId}/configs?release_id=${foreign.releaseId}`);
    expect(elsewhere.status).to.equal(404);
  });

  it('carries the tenant’s ETag, so that an edit of an older form is refused', async () => {
    const { tenantId } = await makeTenant(DEPENDENT);
    const form = await api.call('GET', `/v2/tenants/${tenantId}/configs`);
    const headers = { 'if-match': form.headers.get('etag') ?? '' };
    expect((await save(tenantId, { count: 1 }, headers)).status).to.equal(200);
    expect((await save(tenantId, { count: 2 }, headers)).status).to.equal(412);
  });

  describe('of admin-only configs', () => {
    const schemas = createSchemaValidator();
    after(() => schemas.close());
    const actor = { name: 'test', role: 'owner', partnerId: null } as const;
    const saveAsEndUser = (id: number, configs: object) => {
      const following = { releaseId: null, channel: null };
      const input = {
        id,
        viewer: 'end_user',
        patch: { configs: { ...configs } },
        following,
        expectedVersion: null,
      } as const;
      return inUnitOfWork(api.db, (unit) => patchTenant(unit, actor, { schemas, scheduleSpreadS: 0 }, input));
    };

    it('marks them for the hub, which a partner uses too', async () => {
      const partnerId = await api.makePartner();
      const key = await api.makeKey('partner', partnerId);
      const { tenantId } = await makeTenant(DEPENDENT, { partnerId, configs: { account: 'a-1' } });
      const { body } = await api.call('GET', `/v2/tenants/${tenantId}/configs`, { key });
      expect(body.fields.at(-1)).to.deep.include({ name: 'account', admin: true, value: 'a-1' });
    });

    it('hides them from end users, refuses their edit and keeps their values', async () => {
      const { tenantId } = await makeTenant(DEPENDENT, { configs: { account: 'a-1' } });
      const tenant = await findTenant(api.db, { partnerId: null }, tenantId);
      if (!tenant) throw new Error('no tenant');
      const deps = { db: api.db, schemas, caps: { integration: 9, partner: 9, hub: 9 } };
      const read = await readConfigForm(deps, { tenant, viewer: 'end_user', releaseId: null });
      const said = JSON.stringify(read).replaceAll('"placeholder":null', '');
      expect(said).not.to.match(/account|a-1|placeholder/i);
      await expectAppError(saveAsEndUser(tenantId, { account: 'b-2' }), 'invalid_input');
      const saved = await saveAsEndUser(tenantId, { count: 3 });
      expect(saved.tenant.configs).to.deep.equal({ count: 3, account: 'a-1' });
    });

    it('refuses them where an end user installs', async () => {
      const { integrationId } = await makeTenant(DEPENDENT);
      const following = { releaseId: null, channel: null };
      const input = { name: 'mine', endUserId: 'u', userSchedule: null, schedule: null, following };
      const install = (configs: object) =>
        inUnitOfWork(api.db, (unit) =>
          createTenant(
            unit,
            actor,
            { schemas, scheduleSpreadS: 0 },
            { ...input, integrationId, viewer: 'end_user', configs: { ...configs } },
          ),
        );
      await expectAppError(install({ account: 'x' }), 'invalid_input');
      expect((await install({ count: 1 })).tenant.configs).to.deep.equal({ count: 1 });
    });
  });
});
