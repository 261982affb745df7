import { expect } from 'chai';
import { createOwnerLink } from '../../../src/app/accounts/owner-link.ts';
import { insertAccount, linkTokenTo, PASSWORD, signInAs } from '../../support/accounts.ts';
import { useApi } from '../../support/api.ts';
import { uniqueName } from '../../support/hub-objects.ts';
import { TestPerson } from '../../support/person.ts';

const NEW_PASSWORD = 'seven-umbrellas-in-a-violet-canoe';

describe('links in e-mails', () => {
  const api = useApi();
  const address = () => `${uniqueName('person')}@example.com`;

  async function invite(email: string, role = 'viewer') {
    const response = await api.call('POST', '/v2/users', { body: { email, name: 'Mara Köhler', role } });
    return { id: response.body.id as number, response, token: await linkTokenTo(api, email) };
  }

  const accept = (token: string, password = PASSWORD) =>
    new TestPerson(api).call('POST', '/v2/invitations/accept', { body: { token, password } });

  it('an invitation sets a password, signs in, and works once', async () => {
    const email = address();
    const { id, response, token } = await invite(email, 'admin');
    expect([response.status, response.body.state]).to.deep.equal([201, 'invited']);
    const person = new TestPerson(api);
    const shown = await person.call('POST', '/v2/invitations/read', { body: { token } });
    expect(shown.body).to.include({ email, name: 'Mara Köhler', role: 'admin' });
    const accepted = await person.call('POST', '/v2/invitations/accept', { body: { token, password: PASSWORD } });
    expect(accepted.body.state).to.equal('active');
    expect((await person.call('GET', '/v2/me')).body.user).to.include({ id, email, state: 'active' });
    const again = await accept(token);
    expect([again.status, again.body.code]).to.deep.equal([410, 'link_unusable']);
    expect(again.body.detail).to.include('was used already');
    expect((await new TestPerson(api).signIn(email, PASSWORD)).status).to.equal(200);
  });

  it('an invitation that two people open at once is accepted once', async () => {
    const { token } = await invite(address());
    const answers = await Promise.all([accept(token), accept(token, NEW_PASSWORD)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 410]);
  });

  it('an invitation is refused when it has expired, was replaced, or belongs to another address by now', async () => {
    const expired = await invite(address());
    await api.db.query(`update account_links set expires_at = now() - interval '1 second' where user_id = $1`, [
      expired.id,
    ]);
    expect((await accept(expired.token)).body.detail).to.include('has expired');
    const replaced = await invite(address());
    expect((await api.call('POST', `/v2/users/${replaced.id}/invitation`)).status).to.equal(200);
    expect((await accept(replaced.token)).body.code).to.equal('link_unusable');
    const moved = await invite(address());
    await api.db.query(`update users set email = $2 where id = $1`, [moved.id, address()]);
    expect((await accept(moved.token)).body.detail).to.include('an address that the account no longer has');
    const ended = await invite(address());
    await api.call('POST', `/v2/users/${ended.id}/deactivate`);
    expect((await accept(ended.token)).body.code).to.equal('link_unusable');
    expect((await accept('no-such-token-at-all')).body.code).to.equal('link_unusable');
  });

  it('a second invitation of the same address is refused', async () => {
    const email = address();
    await invite(email);
    const again = await api.call('POST', '/v2/users', {
      body: { email: email.toUpperCase(), name: 'X', role: 'viewer' },
    });
    expect([again.status, again.body.code]).to.deep.equal([409, 'email_taken']);
  });

  it('an address with a line break or a second recipient is none', async () => {
    for (const email of [
      'a@example.com\nb@example.com',
      'a@example.com, b@example.com',
      'a <a@example.com>',
      'plain',
    ]) {
      const { status, body } = await api.call('POST', '/v2/users', { body: { email, name: 'X', role: 'viewer' } });
      expect([status, body.code], email).to.deep.equal([422, 'invalid_input']);
    }
  });

  it('weak passwords, and those with the name of person or hub, are refused, and the link still works', async () => {
    const email = address();
    const { token } = await invite(email);
    for (const password of [
      'short-one',
      'aaaaaaaaaaaaaaaa',
      'password123456',
      'mara-rides-a-green-bicycle',
      'my-hubwright-secret-here',
    ]) {
      const { status, body } = await accept(token, password);
      expect([status, body.errors?.[0]?.pointer], password).to.deep.equal([422, '/password']);
    }
    expect((await accept(token)).status).to.equal(200);
  });

  it('a reset sets a new password, ends all sessions, and works once, for an hour', async () => {
    const person = await signInAs(api, 'admin');
    const before = await new TestPerson(api).call('POST', '/v2/password_resets', { body: { email: person.email } });
    const unknown = await new TestPerson(api).call('POST', '/v2/password_resets', { body: { email: address() } });
    expect([before.status, before.text]).to.deep.equal([unknown.status, unknown.text]);
    const token = await linkTokenTo(api, person.email);
    const reset = () =>
      new TestPerson(api).call('POST', '/v2/password_resets/use', { body: { token, password: NEW_PASSWORD } });
    expect(
      (await new TestPerson(api).call('POST', '/v2/password_resets/read', { body: { token } })).body.email,
    ).to.equal(person.email);
    expect((await reset()).status).to.equal(204);
    expect((await reset()).body.code).to.equal('link_unusable');
    expect((await person.call('GET', '/v2/me')).body.code).to.equal('session_expired');
    expect((await new TestPerson(api).signIn(person.email, PASSWORD)).status).to.equal(401);
    expect((await new TestPerson(api).signIn(person.email, NEW_PASSWORD)).status).to.equal(200);
    const [mail] = await api.db.query(`select 1 from mails where user_id = $1 and event = 'user.password_changed'`, [
      person.id,
    ]);
    expect(mail).to.not.equal(undefined);
  });

  it('a changed address counts once its link is opened, and both addresses are told', async () => {
    const person = await signInAs(api, 'viewer');
    const email = address();
    const ask = (password: string) =>
      person.call('POST', '/v2/me/email', { body: { current_password: password, email } });
    expect((await ask('wrong-password-here')).body.errors[0].pointer).to.equal('/current_password');
    expect((await ask(PASSWORD)).status).to.equal(202);
    expect((await person.call('GET', '/v2/me')).body.user.email).to.equal(person.email);
    const token = await linkTokenTo(api, email);
    const confirmed = await new TestPerson(api).call('POST', '/v2/email_changes/confirm', { body: { token } });
    expect(confirmed.body).to.deep.equal({ email });
    const told = await api.db.query<{ to_address: string }>(
      `select to_address from mails where user_id = $1 and event = 'user.email_changed' order by created_at, to_address`,
      [person.id],
    );
    expect(told.map((mail) => mail.to_address)).to.have.members([person.email, email]);
    expect((await new TestPerson(api).signIn(email, PASSWORD)).status).to.equal(200);
  });

  it('the owner link makes the first owner, once, and gives an owner who forgot the password a new one', async () => {
    const tokenOf = async () => (await createOwnerLink(api.db, 'https://hub.example.com')).split('#')[1] ?? '';
    const email = address();
    const body = { token: await tokenOf(), email, name: 'Olive Owner', password: PASSWORD, hub_name: 'Acme hub' };
    const person = new TestPerson(api);
    expect((await person.call('POST', '/v2/setup/read', { body: { token: body.token } })).body.hub_name).to.equal(
      'Hubwright',
    );
    expect((await person.call('POST', '/v2/setup', { body })).status).to.equal(200);
    const me = (await person.call('GET', '/v2/me')).body;
    expect([me.role, me.hub.name]).to.deep.equal(['owner', 'Acme hub']);
    expect((await new TestPerson(api).call('POST', '/v2/setup', { body })).body.code).to.equal('link_unusable');
    const again = { ...body, token: await tokenOf(), password: NEW_PASSWORD };
    expect((await new TestPerson(api).call('POST', '/v2/setup', { body: again })).status).to.equal(200);
    expect((await new TestPerson(api).signIn(email, NEW_PASSWORD)).status).to.equal(200);
    const viewer = await insertAccount(api, 'viewer');
    const stolen = { ...body, token: await tokenOf(), email: viewer.email };
    expect((await new TestPerson(api).call('POST', '/v2/setup', { body: stolen })).body.code).to.equal('email_taken');
  });

  it('stand in no log and in no row of the database', async () => {
    const email = address();
    const { token } = await invite(email);
    await accept(token);
    const rows =
      await api.db.query(`select to_jsonb(m) as row from mails m union all select to_jsonb(l) from account_links l
      union all select to_jsonb(a) from activity a union all select to_jsonb(s) from settings_secrets s`);
    expect(JSON.stringify(rows)).to.not.include(token);
    expect(JSON.stringify(api.logged)).to.not.include(token);
  });
});
