import { expect } from 'chai';
import { useApi } from '../../support/api.ts';
import { insertIntegration } from '../../support/hub-objects.ts';

describe('egress of an integration', () => {
  const api = useApi();
  let id: number;
  const path = (): string => `/v2/integrations/${id}/egress`;
  const patch = (body: object, more: { key?: string; headers?: Record<string, string> } = {}) =>
    api.call('PATCH', path(), { body, ...more });

  beforeEach(async () => {
    id = await insertIntegration(api.db);
  });

  it('opens nothing and narrows nothing until somebody sets it', async () => {
    expect((await api.call('GET', path())).body).to.deep.equal({ opened: [], allowed: null });
  });

  it('keeps names as they are compared, each once, and leaves what was not given', async () => {
    const opened = [
      { host: 'SFTP.partner.example.', port: 22 },
      { host: 'sftp.partner.example', port: 22 },
      { host: '10.20.30.40', port: null },
    ];
    const first = await patch({ opened });
    const kept = [
      { host: 'sftp.partner.example', port: 22 },
      { host: '10.20.30.40', port: null },
    ];
    expect(first.body).to.deep.equal({ opened: kept, allowed: null });
    const second = await patch({ allowed: ['*.Example.com', 'api.example.org', 'api.example.org'] });
    expect(second.body).to.deep.equal({ opened: kept, allowed: ['*.example.com', 'api.example.org'] });
    expect((await patch({ allowed: null })).body).to.deep.equal({ opened: kept, allowed: null });
    expect((await api.call('GET', path())).body).to.deep.equal({ opened: kept, allowed: null });
  });

  it('writes into the activity log what was before and after', async () => {
    await patch({ allowed: ['api.example.com'] });
    await patch({ allowed: [], opened: [{ host: 'db.internal', port: 5432 }] });
    const rows = await api.db.query(
      `select actor, before, after from activity where action = 'integration.egress_changed' and subject_id = $1 order by id`,
      [id],
    );
    expect(rows).to.have.lengthOf(2);
    expect(rows[1]).to.deep.include({
      before: { opened: [], allowed: ['api.example.com'] },
      after: { opened: [{ host: 'db.internal', port: 5432 }], allowed: [] },
    });
  });

  it('is an edit of the integration, which If-Match guards', async () => {
    const before = await api.call('GET', `/v2/integrations/${id}`);
    const tag = { 'if-match': before.headers.get('etag') ?? '' };
    const first = await patch({ allowed: [] }, { headers: tag });
    expect(first.status).to.equal(200);
    expect(first.headers.get('etag')).to.not.equal(before.headers.get('etag'));
    expect((await patch({ allowed: null }, { headers: tag })).body.code).to.equal('precondition_failed');
    expect((await api.call('GET', path())).headers.get('etag')).to.equal(first.headers.get('etag'));
  });

  it('lets a partner see what its integration has, and change nothing of it', async () => {
    const partnerId = await api.makePartner();
    const key = await api.makeKey('partner', partnerId);
    id = await insertIntegration(api.db, { partnerId });
    expect((await api.call('GET', path(), { key })).status).to.equal(200);
    expect((await patch({ opened: [{ host: 'db.internal', port: 5432 }] }, { key })).status).to.equal(403);
    expect((await patch({ allowed: null }, { key })).status).to.equal(403);
  });

  for (const [what, body, pointer] of [
    ['the metadata service', { opened: [{ host: '169.254.169.254', port: 80 }] }, '/opened/0/host'],
    ['loopback', { opened: [{ host: '127.0.0.1', port: null }] }, '/opened/0/host'],
    ['IPv6 addresses', { opened: [{ host: 'fd00::1', port: 22 }] }, '/opened/0/host'],
    ['wildcards as opened hosts', { opened: [{ host: '*.internal.example', port: 22 }] }, '/opened/0/host'],
    ['a host with its port in one', { opened: [{ host: 'db.internal:5432', port: null }] }, '/opened/0/host'],
    ['port 0', { opened: [{ host: 'db.internal', port: 0 }] }, '/opened/0/port'],
    ['addresses as allowed hosts', { allowed: ['ok.example', '8.8.8.8'] }, '/allowed/1'],
    ['nearly everything', { allowed: ['*.com'] }, '/allowed/0'],
    ['unknown fields', { closed: [] }, '/closed'],
  ] as const) {
    it(`refuses ${what} with a pointer`, async () => {
      const answer = await patch(body);
      expect(answer.status, answer.text).to.equal(422);
      expect(answer.body.errors[0].pointer).to.equal(pointer);
      expect((await api.call('GET', path())).body).to.deep.equal({ opened: [], allowed: null });
    });
  }

  it('leaves an archived integration as it was', async () => {
    await api.call('DELETE', `/v2/integrations/${id}`);
    expect((await patch({ allowed: [] })).body.code).to.equal('archived');
  });
});
