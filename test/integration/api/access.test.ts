import { expect } from 'chai';
import type { Route } from '../../../api/http/define-route.ts';
import { routes } from '../../../api/routes/index.ts';
import { ROLES, type Role } from '../../../src/domain/accounts/role.ts';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant } from '../../support/hub-objects.ts';

interface Objects {
  readonly integration: number;
  readonly release: number;
  readonly tenant: number;
  readonly run: number;
  readonly trigger: string;
  readonly connection: number;
  readonly rollout: number;
  readonly channel: number;
  readonly partner: number;
}

/** Which of a partner's objects stands in a path, by the resource that the path begins with. */
const SUBJECTS: Readonly<Record<string, keyof Objects>> = {
  integrations: 'integration',
  tenants: 'tenant',
  runs: 'run',
  releases: 'release',
  source_connections: 'connection',
  rollouts: 'rollout',
  channels: 'channel',
  partners: 'partner',
};

/** Bodies that pass validation, so that what is refused is refused because of who asks. */
const BODIES: Readonly<Record<string, (objects: Objects) => object>> = {
  createIntegration: () => ({ name: 'access-test', type: 'Internal' }),
  patchEgress: () => ({ allowed: null }),
  patchPartner: () => ({ run_cap: 5 }),
  patchIntegration: () => ({ long_name: 'Changed' }),
  createTenant: ({ integration }) => ({ name: 'access-test', integration_id: integration }),
  patchTenant: () => ({ end_user_id: 'changed' }),
  patchTenantMetadata: () => ({ changed: true }),
  buildRelease: ({ integration }) => ({ integration_id: integration, tag: 'x' }),
  createSourceConnection: () => ({ name: 'access-test', provider: 'github' }),
  patchSourceConnection: () => ({ name: 'changed' }),
  previewRollout: ({ release }) => ({ release_id: release, channel: 'Default' }),
  createRollout: ({ release }) => ({ release_id: release, channel: 'Default' }),
  setDefaultRelease: ({ release }) => ({ release_id: release }),
  createChannel: () => ({ name: 'beta', follows_latest: true }),
  patchChannel: () => ({ follows_latest: true }),
  backfillTenant: () => ({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }),
  pauseTenants: () => ({ filter: {}, dry_run: true }),
  resumeTenants: () => ({ filter: {}, dry_run: true }),
  createApiKey: () => ({ name: 'k', role: 'viewer' }),
};

/** Queries without which a request is not valid. */
const QUERIES: Readonly<Record<string, string>> = { searchRunLog: '?q=x', searchReleaseLog: '?q=x' };

describe('access', () => {
  const api = useApi();
  const keys = new Map<Role, string>();
  let partnerId = 0;
  let foreign: Objects;

  before(async () => {
    partnerId = await api.makePartner();
    for (const role of ROLES) keys.set(role, await api.makeKey(role, role === 'partner' ? partnerId : null));
    foreign = await makeObjects(await api.makePartner());
  });

  async function makeObjects(owner: number): Promise<Objects> {
    const integration = await insertIntegration(api.db, { partnerId: owner, channel: 'Latest' });
    const release = await insertRelease(api.db, integration);
    const tenant = await insertTenant(api.db, integration);
    const sync = await api.call('POST', `/v2/tenants/${tenant}/sync`);
    const runs = await api.call('GET', `/v2/tenants/${tenant}/runs`);
    const connection = await api.call('POST', '/v2/source_connections', {
      body: { name: `connection-${owner}-${integration}`, provider: 'github', partner_id: owner },
    });
    const channel = await api.call('POST', `/v2/integrations/${integration}/channels`, {
      body: { name: 'beta', follows_latest: true },
    });
    const rollout = await api.call('POST', `/v2/integrations/${integration}/default_release`, {
      body: { release_id: release },
    });
    return {
      ...{ integration, release, tenant, run: runs.body[0].id, trigger: sync.body.trigger_id },
      ...{ rollout: rollout.body.id, channel: channel.body.id, connection: connection.body.id, partner: owner },
    };
  }

  const pathOf = (route: Route, objects: Objects): string => {
    const resource = SUBJECTS[route.path.split('/')[2] ?? ''];
    return route.path
      .replace('{trigger_id}', objects.trigger)
      .replace('{release_id}', String(objects.release))
      .replace('{id}', String(resource ? objects[resource] : 999_999));
  };

  const ask = (route: Route, objects: Objects, key: string | null) => {
    const body = BODIES[route.operationId]?.(objects);
    const path = pathOf(route, objects) + (QUERIES[route.operationId] ?? '');
    return api.call(route.method.toUpperCase(), path, { key, ...(body && { body }) });
  };

  const guarded = routes.filter((route) => route.access.kind === 'roles');

  for (const route of guarded) {
    const name = `${route.method.toUpperCase()} ${route.path}`;
    const roles: readonly Role[] = route.access.kind === 'roles' ? route.access.roles : [];

    // As Pandium's servers do on their operations.
    const refusal = route.isPandium ? 403 : 401;
    it(`${name} answers ${refusal} without a key`, async () => {
      expect((await ask(route, foreign, null)).status).to.equal(refusal);
    });

    for (const role of ROLES.filter((one) => !roles.includes(one))) {
      it(`${name} answers 403 to the role ${role}`, async () => {
        const answer = await ask(route, foreign, keys.get(role) ?? '');
        expect([answer.status, answer.body.code]).to.deep.equal([403, 'forbidden']);
      });
    }

    const isAboutAnObject = /\{/.test(route.path) || ['createTenant', 'buildRelease'].includes(route.operationId);
    if (!roles.includes('partner') || !isAboutAnObject) continue;
    it(`${name} hides another partner's object as if it were not there`, async () => {
      const hidden = await ask(route, foreign, keys.get('partner') ?? '');
      const nowhere = 999_999;
      const missing = await ask(
        route,
        {
          ...{ integration: nowhere, release: nowhere, tenant: nowhere, run: nowhere },
          ...{ trigger: String(nowhere), connection: nowhere, rollout: nowhere, channel: nowhere, partner: nowhere },
        },
        keys.get('partner') ?? '',
      );
      expect(hidden.status).to.equal(route.operationId === 'createTenant' ? 422 : 404);
      const told = ({ status, body }: typeof hidden) => ({ status, ...body, instance: '' });
      expect(told(hidden)).to.deep.equal(told(missing));
    });
  }

  it('shows a partner its own objects, and only those in lists', async () => {
    const own = await makeObjects(partnerId);
    const key = keys.get('partner') ?? '';
    const idsAt = async (path: string) => {
      const answer = await api.call('GET', `${path}?limit=500`, { key });
      return answer.body.map((one: { id: number }) => one.id);
    };
    expect(await idsAt('/v2/integrations'))
      .to.include(own.integration)
      .and.not.include(foreign.integration);
    expect(await idsAt('/v2/tenants')).to.deep.equal([own.tenant]);
    expect(await idsAt('/v2/runs')).to.deep.equal([own.run]);
    expect(await idsAt('/v2/source_connections')).to.deep.equal([own.connection]);
    for (const route of guarded.filter(({ method, path }) => method === 'get' && /\{/.test(path))) {
      if (/events|default/.test(route.path)) continue;
      const answer = await ask(route, own, key);
      expect(answer.status, route.path).to.be.oneOf([200, 302]);
    }
  });

  it('leaves nothing changed of what it hides', async () => {
    const tenant = await api.call('GET', `/v2/tenants/${foreign.tenant}`);
    expect(tenant.body).to.include({ archived: false, end_user_id: null });
    expect((await api.call('GET', `/v2/integrations/${foreign.integration}`)).body.archived).to.equal(false);
    expect((await api.call('GET', `/v2/runs/${foreign.run}`)).body.phase).to.equal('queued');
  });

  it('lets everybody in without a key only where the route says public', () => {
    const open = routes.filter((route) => route.access.kind === 'public').map((route) => route.path);
    expect(open).to.have.members(['/healthz', '/readyz', '/v2/run_logs/{id}', '/hooks/git/{token}']);
  });
});
