import { expect } from 'chai';
import { Secret, TOTP } from 'otpauth';
import { PASSWORD, signInAs } from '../../support/accounts.ts';
import { useApi } from '../../support/api.ts';
import { TestPerson } from '../../support/person.ts';

describe('a second factor', () => {
  const api = useApi();

  /** The code of a time step that lies `steps` of 30 s away. */
  const codeOf = (secret: string, steps = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

  async function switchOn() {
    const person = await signInAs(api, 'admin');
    const { body } = await person.call('POST', '/v2/me/totp', { body: { current_password: PASSWORD } });
    expect(body.address).to.match(/^otpauth:\/\/totp\//);
    const confirmed = await person.call('POST', '/v2/me/totp/confirm', { body: { code: codeOf(body.secret, -1) } });
    expect(confirmed.body.recovery_codes).to.have.length(10);
    return { person, secret: body.secret as string, codes: confirmed.body.recovery_codes as string[] };
  }

  async function halfSignedIn(email: string) {
    const person = new TestPerson(api);
    const { body } = await person.signIn(email, PASSWORD);
    expect(body.state).to.equal('second_factor');
    return person;
  }

  const pass = (person: TestPerson, code: string) =>
    person.call('POST', '/v2/session/second_factor', { body: { code } });

  it('is asked for after the password, and half a sign-in is good for nothing else', async () => {
    const { person, secret } = await switchOn();
    const half = await halfSignedIn(person.email);
    const before = half.cookies.get('__Host-hubwright');
    for (const [method, path] of [
      ['GET', '/v2/me'],
      ['GET', '/v2/tenants'],
      ['PATCH', '/v2/me'],
    ] as const) {
      const { status, body } = await half.call(method, path, method === 'PATCH' ? { body: { name: 'x' } } : {});
      expect([status, body.code]).to.deep.equal([403, 'second_factor_required']);
    }
    expect((await pass(half, '000000')).body.code).to.equal('second_factor_failed');
    expect((await pass(half, codeOf(secret))).body.state).to.equal('active');
    expect(half.cookies.get('__Host-hubwright'), 'the token changes').to.not.equal(before);
    expect((await half.call('GET', '/v2/me')).body.user.has_second_factor).to.equal(true);
  });

  it('takes each code once', async () => {
    const { person, secret } = await switchOn();
    const code = codeOf(secret);
    expect((await pass(await halfSignedIn(person.email), code)).status).to.equal(200);
    expect((await pass(await halfSignedIn(person.email), code)).body.code).to.equal('second_factor_failed');
  });

  it('takes a recovery code once, however it is written', async () => {
    const { person, codes } = await switchOn();
    const [code = ''] = codes;
    expect((await pass(await halfSignedIn(person.email), code.toUpperCase().replaceAll('-', ' '))).status).to.equal(
      200,
    );
    expect((await pass(await halfSignedIn(person.email), code)).body.code).to.equal('second_factor_failed');
  });

  it('is not guessed: after six tries the account waits', async () => {
    const { person } = await switchOn();
    const half = await halfSignedIn(person.email);
    const statuses = [];
    for (let attempt = 0; attempt < 7; attempt += 1) statuses.push((await pass(half, `00000${attempt}`)).status);
    expect(statuses).to.deep.equal([422, 422, 422, 422, 422, 422, 429]);
  });

  it('is switched off with the password only, and the person is told', async () => {
    const { person } = await switchOn();
    const off = (password: string) =>
      person.call('POST', '/v2/me/totp/disable', { body: { current_password: password } });
    expect((await off('not-the-password')).status).to.equal(422);
    expect((await off(PASSWORD)).status).to.equal(204);
    expect((await new TestPerson(api).signIn(person.email, PASSWORD)).body.state).to.equal('active');
    const mails = await api.db.query(`select 1 from mails where user_id = $1 and event = 'user.second_factor_off'`, [
      person.id,
    ]);
    expect(mails).to.have.length(1);
  });

  it('is demanded of a role: until it is set up only the account is open', async () => {
    const owner = await signInAs(api, 'owner');
    const body = { totp_required_roles: ['partner_manager'] };
    expect((await owner.call('PATCH', '/v2/settings', { body })).body).to.deep.include(body);
    const person = await signInAs(api, 'partner_manager');
    expect((await person.call('GET', '/v2/me')).body.needs).to.equal('second_factor');
    expect((await person.call('GET', '/v2/tenants')).body.code).to.equal('second_factor_required');
    const { body: totp } = await person.call('POST', '/v2/me/totp', { body: { current_password: PASSWORD } });
    await person.call('POST', '/v2/me/totp/confirm', { body: { code: codeOf(totp.secret) } });
    expect((await person.call('GET', '/v2/tenants')).status).to.equal(200);
  });

  it('is sealed where it is stored', async () => {
    const { secret } = await switchOn();
    const rows = await api.db.query(
      `select to_jsonb(u) as row from users u union all select to_jsonb(s) from settings_secrets s`,
    );
    expect(JSON.stringify(rows)).to.not.include(secret);
  });
});
