import { expect } from 'chai';
import { insertAccount, PASSWORD, signInAs } from '../../support/accounts.ts';
import { useApi } from '../../support/api.ts';
import { TestPerson } from '../../support/person.ts';

describe('the people of the hub', () => {
  const api = useApi();

  it('are listed for people of the hub, never for a partner', async () => {
    const { email } = await insertAccount(api, 'viewer');
    const viewer = await signInAs(api, 'viewer');
    const partner = await signInAs(api, 'partner', await api.makePartner());
    const { body } = await viewer.call('GET', '/v2/users?limit=500');
    expect(body.map((one: { email: string }) => one.email))
      .to.include(email)
      .and.not.include(partner.email);
    expect((await partner.call('GET', '/v2/users')).status).to.equal(403);
  });

  it('get another role: their sessions end, and the activity log says who did it from where', async () => {
    const admin = await signInAs(api, 'admin');
    const person = await signInAs(api, 'viewer');
    const changed = await admin.call('PATCH', `/v2/users/${person.id}`, { body: { role: 'partner_manager' } });
    expect(changed.body.role).to.equal('partner_manager');
    expect((await person.call('GET', '/v2/me')).status).to.equal(401);
    const entries = await admin.call(
      'GET',
      `/v2/activity?subject_kind=user&subject_id=${person.id}&action=user.changed`,
    );
    expect(entries.body[0]).to.include({
      actor: `user:${admin.id}`,
      actor_name: 'Test admin',
      via: 'session',
      address: '127.0.0.1',
    });
    expect(entries.body[0].request_id).to.equal(changed.headers.get('x-request-id'));
    expect(entries.body[0].before).to.include({ role: 'viewer' });
  });

  it('keep an owner: the last one is neither demoted nor deactivated, also by two at once', async () => {
    await api.db.query(`update users set deactivated_at = now() where role = 'owner'`);
    const [one, two] = [await signInAs(api, 'owner'), await signInAs(api, 'owner')];
    const answers = await Promise.all([
      one.call('POST', `/v2/users/${two.id}/deactivate`),
      two.call('POST', `/v2/users/${one.id}/deactivate`),
    ]);
    const codes = answers.map(({ status, body }) => body.code ?? status);
    expect(codes).to.include(200);
    expect(codes.some((code) => ['last_owner', 'session_expired'].includes(String(code)))).to.equal(true);
    const left = await api.db.query<{ id: number }>(
      `select id from users where role = 'owner' and deactivated_at is null`,
    );
    expect(left).to.have.length(1);
    const last = left[0]?.id === one.id ? one : two;
    expect((await last.call('PATCH', `/v2/users/${last.id}`, { body: { role: 'admin' } })).body.code).to.equal(
      'last_owner',
    );
    expect((await last.call('POST', `/v2/users/${last.id}/deactivate`)).body.code).to.equal('last_owner');
  });

  it('of the role owner are managed by owners alone', async () => {
    const admin = await signInAs(api, 'admin');
    const owner = await insertAccount(api, 'owner');
    const attempts = [
      admin.call('PATCH', `/v2/users/${owner.id}`, { body: { role: 'viewer' } }),
      admin.call('POST', `/v2/users/${owner.id}/deactivate`),
      admin.call('PATCH', `/v2/users/${admin.id}`, { body: { role: 'owner' } }),
      admin.call('POST', '/v2/users', { body: { email: 'new-owner@example.com', name: 'N', role: 'owner' } }),
    ];
    for (const { status, body } of await Promise.all(attempts))
      expect([status, body.code]).to.deep.equal([403, 'forbidden']);
  });

  it('come back when they are made active again, with the password they had', async () => {
    const person = await insertAccount(api, 'viewer');
    await api.call('POST', `/v2/users/${person.id}/deactivate`);
    expect((await new TestPerson(api).signIn(person.email, PASSWORD)).status).to.equal(401);
    expect((await api.call('POST', `/v2/users/${person.id}/reactivate`)).body.state).to.equal('active');
    expect((await new TestPerson(api).signIn(person.email, PASSWORD)).status).to.equal(200);
  });

  it('change their own password: other sessions end, and they are told', async () => {
    const person = await signInAs(api, 'viewer');
    const other = new TestPerson(api);
    await other.signIn(person.email, PASSWORD);
    const body = { current_password: PASSWORD, password: 'an-orange-kettle-sings-at-noon' };
    expect((await person.call('POST', '/v2/me/password', { body })).status).to.equal(204);
    expect((await other.call('GET', '/v2/me')).status).to.equal(401);
    expect((await person.call('GET', '/v2/me')).status).to.equal(200);
  });

  it('are told by a key that it has no account', async () => {
    const { body } = await api.call('GET', '/v2/me');
    expect(body).to.deep.include({ role: 'owner', user: null, csrf_token: null });
    expect(body.api_key.name).to.equal('test');
    expect((await api.call('GET', '/v2/me/sessions')).status).to.equal(403);
  });

  it('see in the activity only what is theirs', async () => {
    const partnerId = await api.makePartner();
    const partner = await signInAs(api, 'partner', partnerId);
    const created = await partner.call('POST', '/v2/integrations', {
      body: { name: `mine-${partnerId}`, type: 'Internal' },
    });
    expect(created.status).to.equal(201);
    const { body } = await partner.call('GET', '/v2/activity?limit=500');
    expect(body.map((one: { partner_id: number }) => one.partner_id)).to.deep.equal(body.map(() => partnerId));
    expect((await partner.call('GET', `/v2/activity?partner_id=${await api.makePartner()}`)).body).to.deep.equal(body);
    const csv = await api.call('GET', `/v2/activity/export?partner_id=${partnerId}`);
    expect(csv.text)
      .to.match(/^id,date,actor,/)
      .and.include('integration.created');
  });
});
