import { expect } from 'chai';
import { insertAccount, PASSWORD, signInAs } from '../../support/accounts.ts';
import { useApi } from '../../support/api.ts';
import { TestPerson } from '../../support/person.ts';

describe('signing in', () => {
  const api = useApi();

  it('begins a session in a cookie that no script reads and that belongs to this very origin', async () => {
    const { email } = await insertAccount(api, 'admin');
    const response = await new TestPerson(api).signIn(email, PASSWORD);
    expect(response.body).to.include({ state: 'active' });
    const [session, device] = response.headers.getSetCookie();
    expect(session).to.match(/^__Host-hubwright=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    expect(device).to.match(/^__Host-hubwright-device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=/);
    expect(response.text).to.not.include(session?.slice(17, 60));
  });

  it('says who is signed in and what they may do', async () => {
    const person = await signInAs(api, 'viewer');
    const { body } = await person.call('GET', '/v2/me');
    expect(body.user).to.include({ email: person.email, role: 'viewer', state: 'active', has_second_factor: false });
    expect(body).to.include({ role: 'viewer', needs: null, api_key: null });
    expect(body.operations).to.include('listTenants').and.not.include('createIntegration');
    const [row] = await api.db.query<{ token_hash: string }>(`select token_hash from sessions where user_id = $1`, [
      person.id,
    ]);
    expect(row?.token_hash, 'only a digest is stored').to.not.equal(person.cookies.get('__Host-hubwright'));
  });

  it('answers the same to a wrong password, an unknown address, and an ended account', async () => {
    const { email, id } = await insertAccount(api, 'admin');
    const ended = await insertAccount(api, 'admin');
    await api.db.query(`update users set deactivated_at = now() where id = $1`, [ended.id]);
    const invited = await insertAccount(api, 'admin');
    await api.db.query(`update users set password_hash = null where id = $1`, [invited.id]);
    const attempts = [
      [email, 'wrong-password-here'],
      ['nobody@example.com', PASSWORD],
      [ended.email, PASSWORD],
      [invited.email, PASSWORD],
    ] as const;
    for (const [address, password] of attempts) {
      const { status, body, headers } = await new TestPerson(api).signIn(address, password);
      expect([status, body.code, body.detail]).to.deep.equal([401, 'sign_in_failed', 'E-mail or password is wrong.']);
      expect(headers.getSetCookie()).to.deep.equal([]);
    }
    expect(
      await api.db.query(`select 1 from sessions where user_id = any ($1)`, [[id, ended.id, invited.id]]),
    ).to.deep.equal([]);
  });

  it('stops guessing at one account, without keeping its owner out of a browser it knows', async () => {
    const owner = await signInAs(api, 'admin');
    await owner.call('DELETE', '/v2/session');
    const stranger = new TestPerson(api);
    const statuses = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      statuses.push((await stranger.signIn(owner.email, `guess-number-${attempt}`)).status);
    }
    expect(statuses.slice(0, 9)).to.deep.equal(Array(9).fill(401));
    expect(statuses.at(-1)).to.equal(429);
    const refused = await stranger.signIn(owner.email, PASSWORD);
    expect(refused.status).to.equal(429);
    expect(Number(refused.headers.get('retry-after'))).to.be.greaterThan(60);
    expect((await owner.signIn(owner.email, PASSWORD)).status).to.equal(200);
  });

  it('ends a session at sign-out, after 12 idle hours and after 14 days', async () => {
    const [out, idle, old] = [
      await signInAs(api, 'viewer'),
      await signInAs(api, 'viewer'),
      await signInAs(api, 'viewer'),
    ];
    expect((await out.call('DELETE', '/v2/session')).status).to.equal(204);
    await api.db.query(`update sessions set last_used_at = now() - interval '12 hours 1 second' where user_id = $1`, [
      idle.id,
    ]);
    await api.db.query(`update sessions set expires_at = now() - interval '1 second' where user_id = $1`, [old.id]);
    expect((await out.call('GET', '/v2/me')).body.code).to.equal('unauthenticated');
    for (const person of [idle, old]) {
      const { status, body } = await person.call('GET', '/v2/me');
      expect([status, body.code]).to.deep.equal([401, 'session_expired']);
    }
  });

  it('gives each sign-in a session of its own: one that was planted before is worth nothing', async () => {
    const { email } = await insertAccount(api, 'admin');
    const victim = new TestPerson(api);
    victim.cookies.set('__Host-hubwright', 'planted-by-somebody-else');
    await victim.signIn(email, PASSWORD);
    expect(victim.cookies.get('__Host-hubwright')).to.not.equal('planted-by-somebody-else');
    const attacker = new TestPerson(api);
    attacker.cookies.set('__Host-hubwright', 'planted-by-somebody-else');
    expect((await attacker.call('GET', '/v2/me')).body.code).to.equal('session_expired');
  });

  it('lists sessions, and ends one or all others', async () => {
    const first = await signInAs(api, 'viewer');
    const second = new TestPerson(api);
    await second.signIn(first.email, PASSWORD);
    const third = new TestPerson(api);
    await third.signIn(first.email, PASSWORD);
    const sessions = (await first.call('GET', '/v2/me/sessions')).body;
    expect(sessions).to.have.length(3);
    expect(sessions.filter((one: { is_current: boolean }) => one.is_current)).to.have.length(1);
    const other = (await second.call('GET', '/v2/me/sessions')).body.find(
      (one: { is_current: boolean }) => one.is_current,
    );
    const stranger = await signInAs(api, 'admin');
    expect((await stranger.call('DELETE', `/v2/me/sessions/${other.id}`)).status).to.equal(404);
    expect((await first.call('DELETE', `/v2/me/sessions/${other.id}`)).status).to.equal(204);
    expect((await second.call('GET', '/v2/me')).body.code).to.equal('session_expired');
    expect((await first.call('POST', '/v2/me/sessions/revoke_others')).body).to.deep.equal({ revoked: 1 });
    expect((await third.call('GET', '/v2/me')).body.code).to.equal('session_expired');
    expect((await first.call('GET', '/v2/me')).status).to.equal(200);
  });

  it('mails a person about a browser that was not seen before, once', async () => {
    const { email, id } = await insertAccount(api, 'viewer');
    const known = new TestPerson(api);
    await known.signIn(email, PASSWORD);
    await known.signIn(email, PASSWORD);
    const mails = () => api.db.query(`select 1 from mails where user_id = $1 and event = 'user.new_device'`, [id]);
    expect(await mails(), 'the first browser of an account is no news').to.have.length(0);
    const other = new TestPerson(api);
    await other.signIn(email, PASSWORD);
    await other.signIn(email, PASSWORD);
    expect(await mails()).to.have.length(1);
  });

  it('goes by the role that the person has now, and ends with the account or the partner', async () => {
    const owner = await signInAs(api, 'owner');
    const person = await signInAs(api, 'admin');
    const body = { name: 'late', type: 'Internal' };
    await api.db.query(`update users set role = 'viewer' where id = $1`, [person.id]);
    expect((await person.call('POST', '/v2/integrations', { body })).status).to.equal(403);
    await owner.call('POST', `/v2/users/${person.id}/deactivate`);
    expect((await person.call('GET', '/v2/me')).status).to.equal(401);
    const partnerId = await api.makePartner();
    const partner = await signInAs(api, 'partner', partnerId);
    await api.db.query(`update partners set state = 'deactivated' where id = $1`, [partnerId]);
    expect((await partner.call('GET', '/v2/me')).status).to.equal(401);
  });
});
