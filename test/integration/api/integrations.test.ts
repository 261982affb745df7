import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant, uniqueName } from '../../support/hub-objects.ts';

const ONE_EACH = { timeout_attempts: 1, oom_attempts: 1, refresh_attempts: 1 };

describe('integrations', () => {
  const api = useApi();
  const newBody = () => ({
    name: uniqueName('made'),
    long_name: 'Made',
    repository_url: 'https://git.example.com/x.git',
    repository_tracking_branch: 'main',
  });

  it("makes the hub owner's own one published, and shows it with its ETag", async () => {
    const made = await api.call('POST', '/v2/integrations', { body: newBody() });
    expect(made.status, made.text).to.equal(201);
    expect(made.body).to.include({ state: 'published', type: 'Internal', repository_path: '', archived: false });
    const read = await api.call('GET', `/v2/integrations/${made.body.id}`);
    expect(read.body).to.deep.equal(made.body);
    expect(read.headers.get('etag')).to.equal(made.headers.get('etag'));
  });

  it("makes a partner's one a draft of that partner", async () => {
    const partnerId = await api.makePartner();
    const key = await api.makeKey('partner', partnerId);
    const made = await api.call('POST', '/v2/integrations', { body: newBody(), key });
    expect(made.body).to.include({ state: 'draft', partner_id: partnerId });
  });

  it('refuses a name that is in use with name_taken', async () => {
    const body = newBody();
    await api.call('POST', '/v2/integrations', { body });
    const second = await api.call('POST', '/v2/integrations', { body });
    expect(second.status).to.equal(409);
    expect(second.body.code).to.equal('name_taken');
  });

  for (const [what, fields, pointer] of [
    ['a name and password in the URL', { repository_url: 'https://u:p@git.example.com/x.git' }, '/repository_url'],
    ['ssh', { repository_url: 'ssh://git@example.com/x.git' }, '/repository_url'],
    ['file URLs', { repository_url: 'file:///etc' }, '/repository_url'],
    ['a branch that starts with -', { repository_tracking_branch: '-x' }, '/repository_tracking_branch'],
    ['a path that leaves the repository', { repository_path: 'a/../../b' }, '/repository_path'],
    ['a path with a line feed', { repository_path: 'a\nb' }, '/repository_path'],
    ['an unknown partner', { partner_id: 999_999 }, '/partner_id'],
    ['a name with capitals', { name: 'Nope' }, '/name'],
    ['an unknown field', { nonsense: 1 }, '/nonsense'],
    ['NUL in text', { long_name: 'a\u0000b' }, '/long_name'],
    ['half a character in text', { long_name: 'a\ud800b' }, '/long_name'],
  ] as const) {
    it(`refuses ${what} with a pointer to the field`, async () => {
      const answer = await api.call('POST', '/v2/integrations', { body: { ...newBody(), ...fields } });
      expect(answer.status, answer.text).to.equal(422);
      expect(answer.body.errors[0].pointer).to.equal(pointer);
    });
  }

  it('keeps limits and attempts of its runs, and shows what stands where none were given', async () => {
    const made = await api.call('POST', '/v2/integrations', { body: { ...newBody(), limits: { time_s: 20 } } });
    expect(made.body.limits).to.deep.equal({ time_s: 20 });
    expect(made.body.retry_policy).to.deep.equal({ platform_attempts: 3, integration_attempts: 1, ...ONE_EACH });
    const patched = await api.call('PATCH', `/v2/integrations/${made.body.id}`, {
      body: { limits: { memory_mib: 64 }, retry_policy: { integration_attempts: 2 } },
    });
    expect(patched.body.limits).to.deep.equal({ memory_mib: 64 });
    expect(patched.body.retry_policy).to.deep.equal({ platform_attempts: 3, integration_attempts: 2, ...ONE_EACH });
    const refused = await api.call('PATCH', `/v2/integrations/${made.body.id}`, { body: { limits: { time_s: 0 } } });
    expect(refused.body.errors[0].pointer).to.equal('/limits/time_s');
  });

  it('changes only the given fields, and refuses an edit of an older version', async () => {
    const made = await api.call('POST', '/v2/integrations', { body: newBody() });
    const path = `/v2/integrations/${made.body.id}`;
    const headers = { 'if-match': made.headers.get('etag') ?? '' };
    const first = await api.call('PATCH', path, { body: { long_name: 'One' }, headers });
    expect(first.status, first.text).to.equal(200);
    expect(first.body).to.deep.equal({ ...made.body, long_name: 'One', modified_date: first.body.modified_date });
    const second = await api.call('PATCH', path, { body: { long_name: 'Two' }, headers });
    expect(second.status).to.equal(412);
    const third = await api.call('PATCH', path, { body: { repository_url: null } });
    expect(third.body).to.include({ repository_url: null, long_name: 'One' });
  });

  it('takes only a ready release of its own as default', async () => {
    const id = await insertIntegration(api.db);
    const [ready, failed] = [await insertRelease(api.db, id), await insertRelease(api.db, id, { state: 'failed' })];
    const foreign = await insertRelease(api.db, await insertIntegration(api.db));
    for (const default_release_id of [failed, foreign, 999_999]) {
      const refused = await api.call('PATCH', `/v2/integrations/${id}`, { body: { default_release_id } });
      expect(refused.status).to.equal(422);
    }
    const taken = await api.call('PATCH', `/v2/integrations/${id}`, { body: { default_release_id: ready } });
    expect(taken.body.default_release_id).to.equal(ready);
    const release = await api.call('GET', `/v2/integrations/${id}/releases/default`);
    expect(release.body).to.include({ id: ready, run_command: 'node main.js', config_version: '1.0', state: 'ready' });
  });

  it('answers the highest-numbered ready release of the tracking branch as latest', async () => {
    const id = await insertIntegration(api.db);
    expect((await api.call('GET', `/v2/integrations/${id}/releases/latest`)).status).to.equal(404);
    await insertRelease(api.db, id);
    const latest = await insertRelease(api.db, id);
    await insertRelease(api.db, id, { state: 'building' });
    await insertRelease(api.db, id, { isTracking: false });
    expect((await api.call('GET', `/v2/integrations/${id}/releases/latest`)).body.id).to.equal(latest);
    expect((await api.call('GET', `/v2/integrations/${id}/releases`)).body).to.have.length(4);
    expect((await api.call('GET', `/v2/integrations/${id}/releases/${latest}`)).body.number).to.equal(2);
  });

  it('is archived only without live tenants, and then is listed with archived=true alone', async () => {
    const id = await insertIntegration(api.db);
    const tenantId = await insertTenant(api.db, id);
    const refused = await api.call('DELETE', `/v2/integrations/${id}`);
    expect(refused.body.code).to.equal('has_live_tenants');
    await api.call('DELETE', `/v2/tenants/${tenantId}`);
    expect((await api.call('DELETE', `/v2/integrations/${id}`)).body.state).to.equal('archived');
    const ids = async (query: string) => {
      const answer = await api.call('GET', `/v2/integrations?limit=500${query}`);
      return answer.body.map((one: { id: number }) => one.id);
    };
    expect(await ids('')).not.to.include(id);
    expect(await ids('&archived=true')).to.include(id);
    expect((await api.call('PATCH', `/v2/integrations/${id}`, { body: { long_name: 'x' } })).body.code).to.equal(
      'archived',
    );
  });

  it('asks for a build, whose release is queued and has the next number', async () => {
    const id = await insertIntegration(api.db);
    const body = { integration_id: id, tag: 'v1', mode: 'x' };
    const answer = await api.call('POST', '/v2/sourcecontrol/build?mode=fast', { body });
    expect(answer.status, answer.text).to.equal(201);
    expect(answer.body).to.include({
      state: 'queued',
      number: 1,
      tag: 'v1',
      name: 'v1',
      repository_tracking_branch: 'main',
    });
    expect(answer.headers.get('hubwright-ignored')).to.equal('query.mode, body.mode');
    const hostile = await api.call('POST', '/v2/sourcecontrol/build', { body: { ...body, branch: '--upload-pack=x' } });
    expect(hostile.status).to.equal(422);
  });

  it('notes each write in the activity log', async () => {
    const made = await api.call('POST', '/v2/integrations', { body: newBody() });
    await api.call('PATCH', `/v2/integrations/${made.body.id}`, { body: { long_name: 'Changed' } });
    const rows = await api.db.query<object>(
      `select action, before, after from activity where subject_kind = 'integration' and subject_id = $1 order by id`,
      [made.body.id],
    );
    expect(rows).to.have.length(2);
    expect(rows[1]).to.deep.equal({
      action: 'integration.updated',
      before: { longName: 'Made' },
      after: { longName: 'Changed' },
    });
  });
});
