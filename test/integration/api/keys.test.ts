import { expect } from 'chai';
import { bootstrapOwner } from '../../../src/app/accounts/bootstrap-owner.ts';
import { useApi } from '../../support/api.ts';

describe('API keys', () => {
  const api = useApi();
  const make = (fields: object, key?: string) =>
    api.call('POST', '/v2/api_keys', { body: { name: 'k', role: 'viewer', ...fields }, ...(key ? { key } : {}) });
  const tryKey = async (key: string | null, headers = {}) =>
    (await api.call('GET', '/v2/runs', { key, headers })).status;

  it('are shown once and stored hashed', async () => {
    const made = await make({});
    expect(made.status).to.equal(201);
    expect(made.body.api_key).to.match(/^hw_[0-9a-f]{10}_[\w-]{43}$/);
    expect(await tryKey(made.body.api_key)).to.equal(200);
    const list = await api.call('GET', '/v2/api_keys?limit=500');
    expect(list.text).not.to.include(made.body.api_key);
    const rows = await api.db.query<object>(`select * from api_keys`);
    expect(JSON.stringify(rows)).not.to.include(made.body.api_key.slice(14));
    const activity = await api.db.query<object>(`select * from activity`);
    expect(JSON.stringify(activity)).not.to.include(made.body.api_key);
    expect(JSON.stringify(api.logged)).not.to.include(made.body.api_key);
  });

  for (const [what, key] of [
    ['missing', null],
    ['empty', ''],
    ['malformed', 'hw_nonsense'],
    ['unknown', `hw_0123456789_${'A'.repeat(43)}`],
    ['endless', 'x'.repeat(8000)],
  ] as const) {
    it(`answers 401 to a ${what} key`, async () => {
      const answer = await api.call('GET', '/v2/runs', { key });
      expect([answer.status, answer.body.code]).to.deep.equal([401, 'unauthenticated']);
      expect(answer.body.message).to.equal(answer.body.detail);
    });
  }

  it('stop at once when revoked', async () => {
    const made = await make({});
    expect(await tryKey(made.body.api_key)).to.equal(200);
    const revoked = await api.call('DELETE', `/v2/api_keys/${made.body.id}`);
    expect(revoked.body.revoked_date).to.be.a('string');
    expect(await tryKey(made.body.api_key)).to.equal(401);
    expect((await api.call('DELETE', `/v2/api_keys/${made.body.id}`)).body).to.deep.equal(revoked.body);
  });

  it('stop when they expire', async () => {
    const made = await make({ expires_date: '2999-01-01T00:00:00Z' });
    expect(await tryKey(made.body.api_key)).to.equal(200);
    await api.db.query(`update api_keys set expires_at = now() where id = $1`, [made.body.id]);
    expect(await tryKey(made.body.api_key)).to.equal(401);
    expect((await make({ expires_date: '2001-01-01T00:00:00Z' })).status).to.equal(422);
  });

  it('stop when their partner is deactivated', async () => {
    const partnerId = await api.makePartner();
    const key = await api.makeKey('partner', partnerId);
    expect(await tryKey(key)).to.equal(200);
    await api.db.query(`update partners set state = 'deactivated' where id = $1`, [partnerId]);
    expect(await tryKey(key)).to.equal(401);
  });

  it('note their last use, at most once a minute', async () => {
    const made = await make({});
    const lastUse = async () => {
      const rows = await api.db.query<{ at: Date | null }>(`select last_used_at as at from api_keys where id = $1`, [
        made.body.id,
      ]);
      return rows[0]?.at?.getTime() ?? 0;
    };
    const useUntilNoted = async (after: number): Promise<number> => {
      for (;;) {
        await tryKey(made.body.api_key);
        const at = await lastUse();
        if (at > after) return at;
      }
    };
    const first = await useUntilNoted(0);
    await tryKey(made.body.api_key);
    expect(await lastUse()).to.equal(first);
    await api.db.query(`update api_keys set last_used_at = now() - interval '2 minutes' where id = $1`, [made.body.id]);
    await useUntilNoted(first - 1);
  });

  it('with the role owner are made and revoked by owners alone', async () => {
    const admin = await api.makeKey('admin');
    expect((await make({ role: 'owner' }, admin)).status).to.equal(403);
    const owner = await make({ role: 'owner' });
    expect((await api.call('DELETE', `/v2/api_keys/${owner.body.id}`, { key: admin })).status).to.equal(403);
    expect((await make({ role: 'admin' }, admin)).status).to.equal(201);
  });

  it('name a partner with the role partner, and only then', async () => {
    expect((await make({ role: 'partner' })).status).to.equal(422);
    expect((await make({ role: 'viewer', partner_id: await api.makePartner() })).status).to.equal(422);
    expect((await make({ role: 'partner', partner_id: 999_999 })).status).to.equal(422);
    expect((await make({ role: 'partner', partner_id: await api.makePartner() })).status).to.equal(201);
  });

  it('make one first owner of ten concurrent starts', async () => {
    const apiKey = 'given-by-the-environment';
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => bootstrapOwner(api.db, { apiKey })));
    expect(outcomes.filter((outcome) => outcome.created)).to.deep.equal([{ created: true, apiKey }]);
    expect(await tryKey(apiKey)).to.equal(200);
    expect(await bootstrapOwner(api.db)).to.deep.equal({ created: false, apiKey: null });
  });

  it('of stored secrets are told by counts alone, and older ones are replaced until none is left that opens', async () => {
    const connection = { name: 'c', provider: 'github', secret: 'token-8f2c' };
    await api.call('POST', '/v2/source_connections', { body: connection });
    await api.db.query(
      `insert into settings_secrets (owner, sealed, key_id) values ('source_connection:0', 'x', 'lost')`,
    );
    const use = await api.call('GET', '/v2/secret_key');
    expect(use.body).to.include({ sealed_by_present_key: 1, sealed_by_older_keys: 1 });
    const answer = await api.call('POST', '/v2/secret_key/reseal');
    expect(answer.body, answer.text).to.deep.equal({ ...use.body, resealed: 0 });
    expect(answer.text).not.to.include('token');
  });
});
