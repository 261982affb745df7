import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration, uniqueName } from '../../support/hub-objects.ts';

const SECRET = 'glpat-Zq3vL8wXy0-plain';

describe('source connections', () => {
  const api = useApi();

  const create = (fields: object = {}, key?: string) =>
    api.call('POST', '/v2/source_connections', {
      body: { name: uniqueName('connection'), provider: 'github', secret: SECRET, ...fields },
      ...(key === undefined ? {} : { key }),
    });
  const pointers = (answer: { body: { errors?: { pointer: string }[] } }) =>
    answer.body.errors?.map(({ pointer }) => pointer);

  it("keep the provider's host unless another is given, and never show the secret", async () => {
    const made = await create();
    expect(made.status).to.equal(201);
    expect(made.body).to.include({ host: 'github.com', has_secret: true, status: 'unknown', username: null });
    const other = await create({ provider: 'gitlab', host: 'GitLab.example.com:8443', username: 'bot' });
    expect(other.body).to.include({ host: 'gitlab.example.com:8443', username: 'bot' });
    const bare = await create({ secret: undefined });
    expect(bare.body.has_secret).to.equal(false);
    const shown = [
      made.text,
      (await api.call('GET', `/v2/source_connections/${made.body.id}`)).text,
      (await api.call('GET', '/v2/source_connections')).text,
      JSON.stringify(await api.db.query('select * from activity')),
      JSON.stringify(await api.db.query('select * from source_connections')),
      JSON.stringify(await api.db.query(`select owner, encode(sealed, 'escape') from settings_secrets`)),
      JSON.stringify(api.logged),
    ];
    expect(shown.join('\n')).not.to.include(SECRET);
  });

  for (const [what, fields, pointer] of [
    ['a plain git host without its name', { provider: 'git' }, '/host'],
    ['a host that is a URL', { host: 'https://github.com' }, '/host'],
    ['a host with a user name', { host: 'me@github.com' }, '/host'],
    ['a user name with a colon', { username: 'a:b' }, '/username'],
    ['a mask as secret', { secret: '••••••••' }, '/secret'],
    ['a mask of stars', { secret: '********' }, '/secret'],
    ['a secret of two lines', { secret: 'a\nb' }, '/secret'],
    ['an unknown partner', { partner_id: 999_999 }, '/partner_id'],
  ] as const) {
    it(`refuse ${what}`, async () => {
      const answer = await create(fields);
      expect([answer.status, pointers(answer)]).to.deep.equal([422, [pointer]]);
      expect(answer.text).not.to.include(SECRET);
    });
  }

  it('have names of their own within a party', async () => {
    const partner_id = await api.makePartner();
    const name = uniqueName('Twice');
    expect((await create({ name })).status).to.equal(201);
    expect((await create({ name: name.toUpperCase() })).body.code).to.equal('name_taken');
    expect((await create({ name, partner_id })).status).to.equal(201);
  });

  it('keep a secret that a change leaves out, and take a new one', async () => {
    const { id } = (await create()).body;
    const sealed = async () =>
      (
        await api.db.query<{ sealed: Buffer }>('select sealed from settings_secrets where owner = $1', [
          `source_connection:${id}`,
        ])
      )[0]?.sealed;
    const first = await sealed();
    const renamed = await api.call('PATCH', `/v2/source_connections/${id}`, { body: { username: 'bot' } });
    expect(renamed.body).to.include({ username: 'bot', has_secret: true });
    expect((await sealed())?.equals(first ?? Buffer.alloc(0))).to.equal(true);
    await api.call('PATCH', `/v2/source_connections/${id}`, { body: { secret: 'another one' } });
    expect((await sealed())?.equals(first ?? Buffer.alloc(0))).to.equal(false);
    const masked = await api.call('PATCH', `/v2/source_connections/${id}`, { body: { secret: '****' } });
    expect([masked.status, pointers(masked)]).to.deep.equal([422, ['/secret']]);
  });

  it('send no stored secret to another host: it is entered anew, and never while repositories use it', async () => {
    const { id } = (await create()).body;
    const move = (body: object) => api.call('PATCH', `/v2/source_connections/${id}`, { body });
    expect(pointers(await move({ host: 'evil.example.com' }))).to.deep.equal(['/host']);
    expect((await move({ host: 'ghe.example.com', secret: 'new' })).body.host).to.equal('ghe.example.com');
    const integrationId = await insertIntegration(api.db);
    await api.db.query('update integrations set source_connection_id = $2 where id = $1', [integrationId, id]);
    expect(pointers(await move({ host: 'github.com', secret: 'new' }))).to.deep.equal(['/host']);
  });

  it('serve repositories of their own party on their own host only', async () => {
    const partnerId = await api.makePartner();
    const key = await api.makeKey('partner', partnerId);
    const owners = (await create()).body.id;
    const theirs = (await create({ host: 'git.example.com' }, key)).body;
    expect(theirs.partner_id).to.equal(partnerId);
    const repository = { repository_url: 'https://git.example.com/a.git', repository_tracking_branch: 'main' };
    const integration = (fields: object) =>
      api.call('POST', '/v2/integrations', { key, body: { name: uniqueName('i'), ...repository, ...fields } });
    expect(pointers(await integration({ source_connection_id: owners }))).to.deep.equal(['/source_connection_id']);
    const made = await integration({ source_connection_id: theirs.id });
    expect([made.status, made.body.source_connection_id]).to.deep.equal([201, theirs.id]);
    const patch = (body: object) => api.call('PATCH', `/v2/integrations/${made.body.id}`, { key, body });
    const elsewhere = await patch({ repository_url: 'https://evil.example.com/a.git' });
    expect(pointers(elsewhere)).to.deep.equal(['/source_connection_id']);
    const freed = await patch({ repository_url: 'https://evil.example.com/a.git', source_connection_id: null });
    expect(freed.body.source_connection_id).to.equal(null);
  });

  it('list the repositories that use them, and are removed only without', async () => {
    const { id } = (await create({ provider: 'git', host: 'git.example.com' })).body;
    const integrationId = await insertIntegration(api.db);
    const use = (source_connection_id: number | null) =>
      api.call('PATCH', `/v2/integrations/${integrationId}`, { body: { source_connection_id } });
    expect((await use(id)).status).to.equal(200);
    await api.db.query(
      `insert into repository_watches (integration_id, polled_at, last_push_at, failure)
       values ($1, now(), now(), '{"step": "authentication", "code": "git_authentication", "message": "Refused."}')`,
      [integrationId],
    );
    const shown = (await api.call('GET', `/v2/source_connections/${id}`)).body;
    expect(shown.status).to.equal('failing');
    expect(shown.last_push_date).to.be.a('string');
    expect(shown.repositories).to.have.length(1);
    expect(shown.repositories[0]).to.deep.include({ integration_id: integrationId, status: 'failing' });
    expect((await api.call('GET', `/v2/integrations/${integrationId}/repository`)).body).to.deep.equal(
      shown.repositories[0],
    );
    const refused = await api.call('DELETE', `/v2/source_connections/${id}`);
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'connection_in_use']);
    await use(null);
    expect((await api.call('DELETE', `/v2/source_connections/${id}`)).status).to.equal(200);
    expect((await api.call('GET', `/v2/source_connections/${id}`)).status).to.equal(404);
    const left = await api.db.query('select 1 from settings_secrets where owner = $1', [`source_connection:${id}`]);
    expect(left).to.deep.equal([]);
  });

  it('note each write in the activity log, without the secret', async () => {
    const { id } = (await create()).body;
    await api.call('PATCH', `/v2/source_connections/${id}`, { body: { secret: 'a new secret' } });
    await api.call('DELETE', `/v2/source_connections/${id}`);
    const rows = await api.db.query<{ action: string; after: object | null }>(
      `select action, after from activity where subject_kind = 'source_connection' and subject_id = $1 order by id`,
      [id],
    );
    expect(rows.map(({ action }) => action)).to.deep.equal([
      'source_connection.created',
      'source_connection.updated',
      'source_connection.removed',
    ]);
    expect(rows[1]?.after).to.deep.equal({ secret: 'replaced' });
  });

  it('let the test of a repository begin, and say 503 while Temporal is away, with nothing written', async () => {
    const path = `/v2/integrations/${await insertIntegration(api.db)}/repository/test`;
    expect((await api.call('GET', path)).body.state).to.equal('never');
    api.temporal.isThere = false;
    const away = await api.call('POST', path);
    api.temporal.isThere = true;
    expect([away.status, away.body.code, away.headers.has('retry-after')]).to.deep.equal([
      503,
      'temporal_unavailable',
      true,
    ]);
    expect((await api.call('GET', path)).body.state).to.equal('never');
    const begun = await api.call('POST', path);
    expect([begun.status, begun.body.state]).to.deep.equal([202, 'running']);
    expect((await api.call('GET', path)).body).to.deep.equal(begun.body);
  });
});
