import { expect } from 'chai';
import { loadRunContext, type RunContext } from '../../../src/app/runs/load-run-context.ts';
import { readPayload } from '../../../src/db/stores/triggers/payload-store.ts';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant } from '../../support/hub-objects.ts';

interface EndedRun {
  readonly id: number;
  readonly tenantId: number;
  readonly integrationId: number;
  readonly releaseId: number;
}

describe('rerunning', () => {
  const api = useApi();

  /** A run that has ended, with a snapshot of its own and two triggers. */
  async function endedRun(fields: { phase?: string; mode?: string } = {}): Promise<EndedRun> {
    const integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    const releaseId = await insertRelease(api.db, integrationId);
    const tenantId = await insertTenant(api.db, integrationId);
    await api.db.query(`update tenants set configs = '{"region": "now"}' where id = $1`, [tenantId]);
    await api.db.query(`insert into tenant_metadata (tenant_id, data) values ($1, '{"cursor": "now"}')`, [tenantId]);
    const phase = fields.phase ?? 'failed';
    const [run] = await api.db.query<{ id: number }>(
      `insert into runs (tenant_id, integration_id, lane, mode, phase, admitted_at, started_at, finished_at, release_id, configs,
         metadata, failure)
       values ($1, $2, 'other', $3, $4, now(), now(), case when $4 <> 'running' then now() end, $5, '{"region": "then"}',
         '{"cursor": "then"}', case when $4 = 'failed' then '{"class": "oom"}'::jsonb end) returning id`,
      [tenantId, integrationId, fields.mode ?? 'normal', phase, releaseId],
    );
    const id = run?.id ?? 0;
    await api.db.query(
      `insert into triggers (tenant_id, run_id, source, mode, body, headers, created_by)
       values ($1, $2, 'webhook', 'webhook', '{"order": 1}', '{"x-kind": "a"}', 'hook'), ($1, $2, 'api', 'normal', null, null, 'api')`,
      [tenantId, id],
    );
    return { id, tenantId, integrationId, releaseId };
  }

  const rerun = (run: EndedRun, body?: object, options: object = {}) =>
    api.call('POST', `/v2/runs/${run.id}/rerun`, { ...(body && { body }), ...options });

  const storedRun = async (id: number) =>
    (await api.db.query<Record<string, unknown>>(`select * from runs where id = $1`, [id]))[0];

  const admit = (id: number) =>
    api.db.query(
      `update runs r set phase = 'running', admitted_at = now(), log_day = now()::date,
         release_id = coalesce(r.release_id, next_release_id(t)), configs = coalesce(r.configs, t.configs), metadata = coalesce(r.metadata, '{}')
       from tenants t where r.id = $1 and t.id = r.tenant_id`,
      [id],
    );

  it('starts from the release, configs and state of the run unless told otherwise', async () => {
    const run = await endedRun();
    const answer = await rerun(run);
    expect(answer.status, answer.text).to.equal(202);
    expect(answer.body).to.include({ rerun_of: run.id, lane: 'rerun', mode: 'normal', phase: 'queued' });
    expect(await storedRun(answer.body.id)).to.deep.include({
      release_id: run.releaseId,
      configs: { region: 'then' },
      metadata: { cursor: 'then' },
    });
  });

  it('takes what is current at its admission, and edited values as they are given', async () => {
    const run = await endedRun();
    const current = await rerun(run, { release: 'current', configs: 'current', metadata: 'current' });
    expect(await storedRun(current.body.id)).to.include({ release_id: null, configs: null, metadata: null });
    const edited = await rerun(run, { configs: { region: 'mine', count: 2 }, metadata: { cursor: 'mine' } });
    expect(edited.status, edited.text).to.equal(202);
    expect(await storedRun(edited.body.id)).to.deep.include({
      configs: { region: 'mine', count: 2 },
      metadata: { cursor: 'mine' },
    });
  });

  it("gives its process the very triggers of the run, and has trigger ids of its own for people's questions", async () => {
    const run = await endedRun();
    const first = await rerun(run);
    await api.db.query(`update runs set phase = 'cancelled', finished_at = now() where id = $1`, [first.body.id]);
    const second = await api.call('POST', `/v2/runs/${first.body.id}/rerun`, {
      body: { configs: 'current', metadata: 'current', release: 'current' },
    });
    expect(second.status, second.text).to.equal(202);
    await admit(second.body.id);
    const [original, again] = [await loadRunContext(api.db, run.id), await loadRunContext(api.db, second.body.id)];
    const shown = ({ triggers }: RunContext) => triggers.map(({ payload: _payload, ...trigger }) => trigger);
    expect(shown(again)).to.deep.equal(shown(original));
    for (const { triggers } of [original, again]) {
      const bodies = triggers.map(({ payload }) => payload && readPayload(api.db, payload.triggerId));
      expect((await Promise.all(bodies)).map((body) => body?.toString())).to.deep.equal(['{"order": 1}', undefined]);
    }
    const own = second.body.triggers as { id: number; copied_from: number }[];
    expect(own.map((trigger) => trigger.copied_from)).to.deep.equal(original.triggers.map(({ id }) => id));
    for (const { id } of own) {
      expect((await api.call('GET', `/v2/runs/triggers/${id}/status`)).body).to.deep.equal({
        status: 'Pending',
        run_id: second.body.id,
      });
    }
  });

  it('refuses edited configs and state that do not fit, with a pointer to each field', async () => {
    const run = await endedRun();
    const configs = await rerun(run, { configs: { region: 1 } });
    expect([configs.status, configs.body.errors[0].pointer]).to.deep.equal([422, '/configs/region']);
    const missing = await rerun(run, { configs: {} });
    expect(missing.status).to.equal(422);
    const metadata = await rerun(run, { metadata: { cursor: 5 } });
    expect([metadata.status, metadata.body.errors[0].pointer]).to.deep.equal([422, '/metadata/cursor']);
    expect((await rerun(run, { configs: 'edited' })).status).to.equal(422);
    expect((await rerun(await endedRun({ mode: 'init' }), { configs: {} })).status).to.equal(202);
  });

  it('refuses a run that has not ended, one that never began, and an artifact that is gone', async () => {
    const running = await rerun(await endedRun({ phase: 'running' }));
    expect([running.status, running.body.code]).to.deep.equal([409, 'run_not_finished']);
    const unbegun = await endedRun({ phase: 'cancelled' });
    await api.db.query(`update runs set release_id = null, configs = null, metadata = null where id = $1`, [
      unbegun.id,
    ]);
    const refused = await rerun(unbegun);
    expect([refused.status, refused.body.code]).to.deep.equal([409, 'no_snapshot']);
    const isFine = await rerun(unbegun, { release: 'current', configs: 'current', metadata: 'current' });
    expect(isFine.status, isFine.text).to.equal(202);
    const stale = await endedRun();
    await insertRelease(api.db, stale.integrationId);
    await api.db.query(`update releases set artifact_removed_at = now() where id = $1`, [stale.releaseId]);
    const gone = await rerun(stale);
    expect([gone.status, gone.body.code]).to.deep.equal([410, 'artifact_gone']);
    expect((await rerun(stale, { release: 'current' })).status).to.equal(202);
  });

  it('refuses an archived tenant, and the hundred and first rerun that waits', async () => {
    const run = await endedRun();
    await api.db.query(
      `insert into runs (tenant_id, integration_id, lane, mode, phase) select $1, $2, 'rerun', 'normal', 'queued'
       from generate_series(1, 100)`,
      [run.tenantId, run.integrationId],
    );
    const many = await rerun(run);
    expect([many.status, many.body.code]).to.deep.equal([429, 'too_many_triggers']);
    await api.db.query(`update tenants set archived_at = now() where id = $1`, [run.tenantId]);
    expect((await rerun(run)).body.code).to.equal('archived');
  });

  it('makes one run of twins with one Idempotency-Key, and another for the same key with another body never', async () => {
    const run = await endedRun();
    const headers = { 'idempotency-key': 'again' };
    const twins = await Promise.all(Array.from({ length: 8 }, () => rerun(run, {}, { headers })));
    expect(new Set(twins.map((answer) => answer.body.id)).size).to.equal(1);
    expect((await rerun(run, { release: 'current' }, { headers })).status).to.equal(409);
    const queued = await api.db.query(`select id from runs where rerun_of = $1`, [run.id]);
    expect(queued).to.have.length(1);
  });

  it('never bundles: two reruns are two runs, the older first, and both outlive the run they repeat', async () => {
    const run = await endedRun();
    const [first, second] = [await rerun(run), await rerun(run)];
    expect(second.body.id).to.be.greaterThan(first.body.id);
    await api.db.query(`delete from triggers where run_id = $1`, [run.id]);
    await api.db.query(`delete from runs where id = $1`, [run.id]);
    const left = await api.call('GET', `/v2/runs/${first.body.id}`);
    expect(left.body).to.include({ rerun_of: null, trigger_count: 2 });
  });
});
