import { expect } from 'chai';
import { insertAccount, PASSWORD, signInAs } from '../../support/accounts.ts';
import { useApi } from '../../support/api.ts';
import { TestPerson } from '../../support/person.ts';

describe('a write with a cookie', () => {
  const api = useApi();
  const body = { name: 'New name' };

  it('is refused without the token, with another one, and from another site', async () => {
    const person = await signInAs(api, 'admin');
    const other = await signInAs(api, 'admin');
    const forged = [
      { 'x-csrf-token': '' },
      { 'x-csrf-token': other.csrfToken },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none', origin: 'https://evil.example' },
    ];
    for (const headers of forged) {
      const response = await person.call('PATCH', '/v2/me', { body, headers: headers as Record<string, string> });
      expect([response.status, response.body.code], JSON.stringify(headers)).to.deep.equal([403, 'csrf_refused']);
    }
    expect((await person.call('PATCH', '/v2/me', { body })).status).to.equal(200);
  });

  it('may come from the public address, or from the one that the browser asked for', async () => {
    const person = await signInAs(api, 'admin');
    const headersOf = (origin: string) => ({ 'sec-fetch-site': 'none', origin });
    for (const origin of ['https://hub.example.com', api.url]) {
      expect((await person.call('PATCH', '/v2/me', { body, headers: headersOf(origin) })).status, origin).to.equal(200);
    }
  });

  it('is not even a sign-in from another site', async () => {
    const { email } = await insertAccount(api, 'viewer');
    const person = new TestPerson(api);
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const response = await person.call('POST', '/v2/session', { body: { email, password: PASSWORD }, headers });
    expect([response.status, response.body.code]).to.deep.equal([403, 'csrf_refused']);
  });

  it('needs none of this with a key', async () => {
    const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    const response = await api.call('POST', '/v2/api_keys', { body: { name: 'k', role: 'viewer' }, headers });
    expect(response.status).to.equal(201);
  });
});
