import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration } from '../../support/hub-objects.ts';

const VALUE = 'value-of-the-secret';

describe('build secrets', () => {
  const api = useApi();

  it('are set, replaced, listed without their values, and removed', async () => {
    const path = `/v2/integrations/${await insertIntegration(api.db, {})}/build_secrets`;
    expect((await api.call('POST', path, { body: { name: 'NPM_TOKEN', value: VALUE } })).body).to.deep.equal({
      name: 'NPM_TOKEN',
      file: null,
    });
    const file = await api.call('POST', path, { body: { name: 'NPMRC', value: VALUE, file: '.npmrc' } });
    expect(file.status, file.text).to.equal(200);
    expect((await api.call('POST', path, { body: { name: 'NPM_TOKEN', value: `${VALUE}-2` } })).status).to.equal(200);
    const listed = await api.call('GET', path);
    expect(listed.body).to.deep.equal([
      { name: 'NPM_TOKEN', file: null },
      { name: 'NPMRC', file: '.npmrc' },
    ]);
    expect((await api.call('DELETE', `${path}/NPMRC`)).status).to.equal(200);
    expect((await api.call('DELETE', `${path}/NPMRC`)).status).to.equal(404);
    expect((await api.call('GET', path)).body).to.have.length(1);
  });

  it('stand sealed in the database, and in no entry of the activity log', async () => {
    const id = await insertIntegration(api.db, {});
    await api.call('POST', `/v2/integrations/${id}/build_secrets`, { body: { name: 'NPM_TOKEN', value: VALUE } });
    const rows = await api.db.query('select * from settings_secrets');
    const activity = await api.db.query('select * from activity where subject_id = $1', [id]);
    expect(JSON.stringify([rows, activity])).not.to.contain(VALUE);
    expect(JSON.stringify(activity)).to.contain('integration.build_secret_set');
  });

  it('are refused with what is wrong', async () => {
    const path = `/v2/integrations/${await insertIntegration(api.db, {})}/build_secrets`;
    const answer = await api.call('POST', path, { body: { name: 'PATH', value: VALUE } });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain("variable of the hub's own");
    expect(
      (await api.call('POST', '/v2/integrations/999999/build_secrets', { body: { name: 'X', value: VALUE } })).status,
    ).to.equal(404);
  });
});
