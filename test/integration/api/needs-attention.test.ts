import { expect } from 'chai';
import { acquireRun } from '../../../src/app/runs/acquire-run.ts';
import { finishAttempt } from '../../../src/app/runs/finish-attempt.ts';
import { markAttemptStarted } from '../../../src/db/stores/attempts/attempt-store.ts';
import { type Json, useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant, uniqueName } from '../../support/hub-objects.ts';

interface Owned {
  readonly integrationId: number;
  readonly tenantId: number;
  readonly name: string;
}

const FAILURE = { class: 'integration', reason: null, exit_code: 3, signal: null, message: 'It exited with code 3.' };

describe('needs attention', () => {
  const api = useApi();

  async function makeTenant(fields: { partnerId?: number } = {}): Promise<Owned> {
    const integrationId = await insertIntegration(api.db, { channel: 'Latest', ...fields });
    await insertRelease(api.db, integrationId);
    const name = uniqueName('acme');
    return { integrationId, name, tenantId: await insertTenant(api.db, integrationId, { name }) };
  }

  /** A run that ends so, as its worker would end it. */
  async function endRun(owned: Owned, end: 'succeeded' | 'failed' | 'cancelled', mode = 'normal'): Promise<number> {
    const [run] = await api.db.query<{ id: number }>(
      `insert into runs (tenant_id, integration_id, lane, mode, phase, admitted_at, started_at, log_day)
       values ($1, $2, 'other', $3, 'running', now(), now(), now()::date) returning id`,
      [owned.tenantId, owned.integrationId, mode],
    );
    const runId = run?.id ?? 0;
    const acquired = await acquireRun(api.db, runId, 'test');
    if (acquired.kind !== 'acquired') throw new Error(`not acquired: ${acquired.kind}`);
    await markAttemptStarted(api.db, acquired.attemptId);
    const outcome = end === 'failed' ? ({ kind: end, failure: FAILURE } as const) : ({ kind: end } as const);
    await finishAttempt(api.db, runId, {
      ...{ attemptId: acquired.attemptId, outcome: outcome as Parameters<typeof finishAttempt>[2]['outcome'] },
      ...{ exitCode: end === 'failed' ? 3 : 0, signal: null, stdoutLine: null, state: null, options: null },
      ...{ warnings: [], isLogComplete: true },
    });
    return runId;
  }

  const listed = async (query: string, key?: string): Promise<Json[]> => {
    const answer = await api.call('GET', `/v2/needs_attention?${query}`, key === undefined ? {} : { key });
    expect(answer.status, answer.text).to.equal(200);
    return answer.body;
  };
  const of = (owned: Owned) => listed(`integration_id=${owned.integrationId}`);

  it('lists a tenant whose last run failed: since when, how often in a row, which run, and what to do', async () => {
    const owned = await makeTenant();
    await endRun(owned, 'failed');
    const [first] = await of(owned);
    const runId = await endRun(owned, 'failed');
    await endRun(owned, 'cancelled');
    const [entry, ...more] = await of(owned);
    expect(more).to.deep.equal([]);
    expect(entry).to.include({ kind: 'failing', tenant_id: owned.tenantId, run_id: runId, failures: 2 });
    expect(entry).to.include({ failure_class: 'integration', since: first.since, tenant_name: owned.name });
    expect(entry.message).to.equal(
      `The last 2 runs of ${owned.name} failed (It exited with code 3): read its log and correct the integration.`,
    );
    await api.db.query(`delete from attempts where run_id = $1`, [runId]);
    await api.db.query(`delete from runs where tenant_id = $1`, [owned.tenantId]);
    expect((await of(owned))[0]).to.include({ failures: 2, run_id: runId });
  });

  it('forgets it with the next success, and counts from one again', async () => {
    const owned = await makeTenant();
    await endRun(owned, 'failed');
    await endRun(owned, 'failed');
    await endRun(owned, 'succeeded');
    expect(await of(owned)).to.deep.equal([]);
    await endRun(owned, 'failed');
    expect((await of(owned))[0]).to.include({ failures: 1 });
  });

  it('tells a failed init sync by itself, and the success of an init sync mends no run', async () => {
    const owned = await makeTenant();
    await endRun(owned, 'failed', 'init');
    expect((await of(owned)).map(({ kind }) => kind)).to.deep.equal(['init_failed']);
    await endRun(owned, 'failed');
    await endRun(owned, 'succeeded', 'init');
    expect((await of(owned)).map(({ kind }) => kind)).to.deep.equal(['failing']);
  });

  it('lists a held tenant since it was held, until it is let go', async () => {
    const owned = await makeTenant();
    const setHeld = (reason: string | null) =>
      api.db.query(`update tenants set held_reason = $2 where id = $1`, [owned.tenantId, reason]);
    await setHeld('needs_reconfiguration');
    const [entry] = await of(owned);
    expect(entry).to.include({ kind: 'held', tenant_id: owned.tenantId });
    await setHeld('needs_reconfiguration');
    expect((await of(owned))[0].since).to.equal(entry.since);
    await setHeld(null);
    expect(await of(owned)).to.deep.equal([]);
  });

  it('lists a run that waits for too long and says what for, and none of a paused tenant that waits for its resume', async () => {
    const owned = await makeTenant();
    const [run] = await api.db.query<{ id: number }>(
      `insert into runs (tenant_id, integration_id, lane, mode, phase, queued_at)
       values ($1, $2, 'other', 'webhook', 'queued', now() - interval '20 minutes') returning id`,
      [owned.tenantId, owned.integrationId],
    );
    const [entry] = await of(owned);
    expect(entry).to.include({ kind: 'waiting', run_id: run?.id, waiting_for: 'no worker' });
    expect(entry.message).to.match(/start one/);
    const runs = await api.call('GET', `/v2/runs?needs_attention=true&integration_id=${owned.integrationId}`);
    expect(runs.body.map(({ id }: Json) => id)).to.deep.equal([run?.id]);
    await api.db.query(`update tenants set is_paused = true where id = $1`, [owned.tenantId]);
    expect(await of(owned)).to.deep.equal([]);
  });

  it('lists an integration whose newest build failed, until a newer one is ready', async () => {
    const owned = await makeTenant();
    const releaseId = await insertRelease(api.db, owned.integrationId, { state: 'failed' });
    await api.db.query(`update releases set finished_at = now(), failure = $2 where id = $1`, [
      releaseId,
      JSON.stringify({ message: 'npm exited with code 1.' }),
    ]);
    const [entry] = await of(owned);
    expect(entry).to.include({ kind: 'broken_build', release_id: releaseId, tenant_id: null });
    expect(entry.message).to.match(/npm exited with code 1\)/);
    await insertRelease(api.db, owned.integrationId, { state: 'failed', isTracking: false });
    await insertRelease(api.db, owned.integrationId);
    expect(await of(owned)).to.deep.equal([]);
  });

  it('lists a connection that has to be made again', async () => {
    const owned = await makeTenant();
    const [connector] = await api.db.query<{ id: number }>(
      `insert into connectors (name, long_name, kind) values ($1, 'Shop', 'oauth2') returning id`,
      [uniqueName('shop')],
    );
    await api.db.query(
      `insert into connections (connector_id, integration_id, tenant_id, status) values ($1, $2, $3, 'needs_reconnect')`,
      [connector?.id, owned.integrationId, owned.tenantId],
    );
    expect((await of(owned))[0]).to.include({ kind: 'reconnect', tenant_id: owned.tenantId });
  });

  it('is scoped: a partner sees its own, and filters narrow it for everybody', async () => {
    const partnerId = await api.makePartner();
    const own = await makeTenant({ partnerId });
    const other = await makeTenant({ partnerId: await api.makePartner() });
    for (const owned of [own, other]) await endRun(owned, 'failed');
    const key = await api.makeKey('partner', partnerId);
    expect((await listed('', key)).map((entry) => entry.tenant_id)).to.deep.equal([own.tenantId]);
    expect(await listed(`integration_id=${other.integrationId}`, key)).to.deep.equal([]);
    expect((await listed(`partner_id=${partnerId}`)).map((entry) => entry.tenant_id)).to.deep.equal([own.tenantId]);
    expect(await listed(`partner_id=${partnerId}&kind=held`)).to.deep.equal([]);
    expect(await listed(`tenant_id=${own.tenantId}`)).to.have.length(1);
  });

  it('is paged without losing or repeating an entry', async () => {
    const partnerId = await api.makePartner();
    const integrationId = await insertIntegration(api.db, { partnerId, channel: 'Latest' });
    await insertRelease(api.db, integrationId);
    await api.db.query(
      `with made as (insert into tenants (integration_id, name, source, held_reason)
         select $1, 'many-' || n, 'api', case when n % 2 = 0 then 'needs_reconfiguration' end from generate_series(1, 12) n
         returning id)
       insert into tenant_troubles (tenant_id, integration_id, since, failures, run_id, failure)
       select id, $1, now(), 1, 1, $2 from made`,
      [integrationId, JSON.stringify(FAILURE)],
    );
    const seen: string[] = [];
    let next: string | null = `/v2/needs_attention?partner_id=${partnerId}&limit=5&count=true`;
    for (let pages = 0; next !== null && pages < 10; pages += 1) {
      const answer: Json = await api.call('GET', next);
      expect(answer.headers.get('x-total-count'), answer.text).to.equal('18');
      seen.push(...answer.body.map((entry: Json) => `${entry.kind} ${entry.tenant_id}`));
      next = /<.*?(\/v2\/[^>]+)>/.exec(answer.headers.get('link') ?? '')?.[1] ?? null;
    }
    expect(seen).to.have.length(18);
    expect(new Set(seen).size).to.equal(18);
  });

  it('lists a repository that can not be read, until it can', async () => {
    const owned = await makeTenant();
    await api.db.query(
      `update integrations set repository_url = 'https://git.example.com/a.git', repository_tracking_branch = 'main' where id = $1`,
      [owned.integrationId],
    );
    await api.db.query(
      `insert into repository_watches (integration_id, polled_at, failure_count, failure, failing_since)
       values ($1, now(), 1, '{"step": "dns", "code": "git_unreachable", "message": "The host name could not be resolved."}', now())`,
      [owned.integrationId],
    );
    const [entry, ...more] = await of(owned);
    expect(more).to.deep.equal([]);
    expect(entry).to.include({ kind: 'unreachable_repository', tenant_id: null, integration_id: owned.integrationId });
    expect(entry.message).to.contain('(The host name could not be resolved): check its URL');
    expect(await listed(`kind=unreachable_repository&integration_id=${owned.integrationId}`)).to.have.length(1);
    await api.db.query('update repository_watches set failure = null, failing_since = null where integration_id = $1', [
      owned.integrationId,
    ]);
    expect(await of(owned)).to.deep.equal([]);
  });

  describe('in the list of tenants', () => {
    const namesAt = async (query: string): Promise<string[]> => {
      const answer = await api.call('GET', `/v2/tenants?limit=500&${query}`);
      expect(answer.status, answer.text).to.equal(200);
      return answer.body.map(({ name }: Json) => name);
    };

    it('is a filter, beside status, partner and search', async () => {
      const partnerId = await api.makePartner();
      const [failing, fine] = [await makeTenant({ partnerId }), await makeTenant({ partnerId })];
      await endRun(failing, 'failed');
      await api.db.query(`update tenants set is_paused = true, end_user_id = 'Jane_1%' where id = $1`, [fine.tenantId]);
      const at = (query: string) => namesAt(`partner_id=${partnerId}&${query}`);
      expect(await at('needs_attention=true')).to.deep.equal([failing.name]);
      expect(await at('needs_attention=false')).to.deep.equal([fine.name]);
      expect(await at('status=failing')).to.deep.equal([failing.name]);
      expect(await at('status=active')).to.deep.equal([failing.name]);
      expect(await at('status=paused')).to.deep.equal([fine.name]);
      expect(await at('status=held')).to.deep.equal([]);
      expect(await at(`search=${failing.name.slice(2).toUpperCase()}`)).to.deep.equal([failing.name]);
      expect(await at('search=jane_1%25')).to.deep.equal([fine.name]);
      expect(await at('search=_%25_')).to.deep.equal([]);
      await api.db.query(`update tenants set archived_at = now() where id = $1`, [failing.tenantId]);
      expect(await at('status=archived')).to.deep.equal([failing.name]);
      expect(await at('needs_attention=true')).to.deep.equal([]);
    });
  });
});
