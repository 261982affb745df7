import { expect } from 'chai';
import type { Route } from '../../../api/http/define-route.ts';
import { routes } from '../../../api/routes/index.ts';
import { ROLES, type Role } from '../../../src/domain/accounts/role.ts';
import { signInAs } from '../../support/accounts.ts';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant } from '../../support/hub-objects.ts';
import { TestPerson } from '../../support/person.ts';

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
  setBuildSecret: () => ({ name: 'ACCESS_TEST', value: 'not-a-real-one' }),
  createChannel: () => ({ name: 'beta', follows_latest: true }),
  patchChannel: () => ({ follows_latest: true }),
  backfillTenant: () => ({ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }),
  pauseTenants: () => ({ filter: {}, dry_run: true }),
  resumeTenants: () => ({ filter: {}, dry_run: true }),
  createApiKey: () => ({ name: 'k', role: 'viewer' }),
};

/** Everything that needs neither key nor session: what a person does before there is one, and what is signed by itself. */
const OPEN = [
  ...['/healthz', '/readyz', '/v2/run_logs/{id}', '/hooks/git/{token}'],
  ...['/v2/session', '/v2/session', '/v2/setup', '/v2/setup/read', '/v2/invitations/read', '/v2/invitations/accept'],
  ...['/v2/password_resets', '/v2/password_resets/read', '/v2/password_resets/use', '/v2/email_changes/confirm'],
];

/** They end the sessions that the test asks with, or never end by themselves. */
const ENDING = ['changePassword', 'revokeOtherSessions', 'disableTotp', 'followRun', 'followRelease'];
/** What is away in this test, or belongs to somebody else than the role. */
const NOT_HERE = ['temporal_unavailable', 'outcome_unknown', 'secret_unreadable'];

/** Queries without which a request is not valid. */
const QUERIES: Readonly<Record<string, string>> = { searchRunLog: '?q=x', searchReleaseLog: '?q=x' };

describe('access', () => {
  const api = useApi();
  const keys = new Map<Role, string>();
  const people = new Map<Role, TestPerson>();
  let partnerId = 0;
  let foreign: Objects;

  before(async () => {
    partnerId = await api.makePartner();
    for (const role of ROLES) {
      const owner = role === 'partner' ? partnerId : null;
      keys.set(role, await api.makeKey(role, owner));
      people.set(role, await signInAs(api, role, owner));
    }
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

  const archive = async ({ integration, tenant, connection }: Objects): Promise<void> => {
    await api.db.query(`update tenants set archived_at = now() where id = $1`, [tenant]);
    await api.db.query(`update integrations set archived_at = now() where id = $1`, [integration]);
    await api.db.query(`delete from source_connections where id = $1`, [connection]);
  };

  const pathOf = (route: Route, objects: Objects): string => {
    const resource = SUBJECTS[route.path.split('/')[2] ?? ''];
    return route.path
      .replace('{trigger_id}', objects.trigger)
      .replace('{release_id}', String(objects.release))
      .replace('{id}', String(resource ? objects[resource] : 999_999));
  };

  /** A key, or the person of a role. */
  type Way = string | null | TestPerson;

  const ask = (route: Route, objects: Objects, way: Way) => {
    const body = BODIES[route.operationId]?.(objects);
    const path = pathOf(route, objects) + (QUERIES[route.operationId] ?? '');
    const method = route.method.toUpperCase();
    if (way instanceof TestPerson) return way.call(method, path, body && { body });
    return api.call(method, path, { key: way, ...(body && { body }) });
  };

  const waysOf = (role: Role): readonly TestPerson[] | readonly Way[] => {
    return [keys.get(role) ?? '', people.get(role) as TestPerson];
  };

  const guarded = routes.filter((route) => route.access.kind === 'roles');
  const nowhere = 999_999;
  const missing: Objects = {
    ...{ integration: nowhere, release: nowhere, tenant: nowhere, run: nowhere, trigger: String(nowhere) },
    ...{ connection: nowhere, rollout: nowhere, channel: nowhere, partner: nowhere },
  };

  for (const route of guarded) {
    const name = `${route.method.toUpperCase()} ${route.path}`;
    const roles: readonly Role[] = route.access.kind === 'roles' ? route.access.roles : [];
    const isForPeople = route.access.kind === 'roles' && route.access.isForPeople === true;

    // As Pandium's servers do on their operations.
    const refusal = route.isPandium ? 403 : 401;
    it(`${name} answers ${refusal} without key and session`, async () => {
      expect((await ask(route, foreign, null)).status).to.equal(refusal);
    });

    for (const role of ROLES.filter((one) => !roles.includes(one))) {
      it(`${name} answers 403 to the role ${role}, by key and signed in`, async () => {
        for (const way of waysOf(role)) {
          const answer = await ask(route, foreign, way);
          expect([answer.status, answer.body.code]).to.deep.equal([403, 'forbidden']);
        }
      });
    }

    if (isForPeople) {
      it(`${name} is for people, not for keys`, async () => {
        for (const role of ROLES) {
          const answer = await ask(route, foreign, keys.get(role) ?? '');
          expect([answer.status, answer.body.code]).to.deep.equal([403, 'forbidden']);
        }
      });
    }

    const isAboutAnObject = /\{/.test(route.path) || ['createTenant', 'buildRelease'].includes(route.operationId);
    if (!roles.includes('partner') || !isAboutAnObject || isForPeople) continue;
    it(`${name} hides another partner's object as if it were not there, by key and signed in`, async () => {
      for (const way of waysOf('partner')) {
        const hidden = await ask(route, foreign, way);
        expect(hidden.status).to.equal(route.operationId === 'createTenant' ? 422 : 404);
        const told = ({ status, body }: typeof hidden) => ({ status, ...body, instance: '' });
        expect(told(hidden)).to.deep.equal(told(await ask(route, missing, way)));
      }
    });
  }

  it('refuses nobody who may: each route, each role, own objects and archived ones', async function crossesAll() {
    this.timeout(180_000);
    const refused: string[] = [];
    for (const isArchived of [false, true]) {
      const make = async (): Promise<Objects> => {
        const made = await makeObjects(partnerId);
        if (isArchived) await archive(made);
        return made;
      };
      const shared = await make();
      for (const route of guarded) {
        if (ENDING.includes(route.operationId)) continue;
        const own = route.method === 'get' ? shared : await make();
        const roles = route.access.kind === 'roles' ? route.access.roles : [];
        for (const role of roles) {
          const { status, body } = await ask(route, own, people.get(role) as TestPerson);
          const isHole = status >= 500 || status === 401 || (status === 403 && body.code !== 'csrf_refused');
          if (isHole && !NOT_HERE.includes(body.code))
            refused.push(`${role} ${route.operationId} ${isArchived} ${status} ${body.code}`);
        }
      }
    }
    expect(refused).to.deep.equal([]);
  });

  it('shows a partner its own objects, and only those in lists', async () => {
    const own = await makeObjects(partnerId);
    const key = keys.get('partner') ?? '';
    const idsAt = async (path: string) => {
      const answer = await api.call('GET', `${path}?limit=500`, { key });
      return answer.body.map((one: { id: number }) => one.id);
    };
    for (const [path, id] of [
      ['/v2/integrations', 'integration'],
      ['/v2/tenants', 'tenant'],
      ['/v2/runs', 'run'],
      ['/v2/source_connections', 'connection'],
    ] as const) {
      expect(await idsAt(path))
        .to.include(own[id])
        .and.not.include(foreign[id]);
    }
    for (const route of guarded.filter(({ method, path }) => method === 'get' && /\{/.test(path))) {
      if (
        /events|default/.test(route.path) ||
        (route.access.kind === 'roles' && !route.access.roles.includes('partner'))
      )
        continue;
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
    expect(open).to.have.members(OPEN);
  });
});
