import { expect } from 'chai';
import { createRequestRunCancel } from '../../../activities/request-run-cancel.ts';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant, uniqueName } from '../../support/hub-objects.ts';

describe('an entry of the activity log', () => {
  const api = useApi();

  async function partnersRun(phase: 'queued' | 'cancelled') {
    const [partner] = await api.db.query<{ id: number }>(
      `insert into partners (name, state) values ($1, 'approved') returning id`,
      [uniqueName('partner')],
    );
    const partnerId = partner?.id ?? 0;
    const integrationId = await insertIntegration(api.db, { partnerId, channel: 'Latest' });
    const releaseId = await insertRelease(api.db, integrationId);
    const tenantId = await insertTenant(api.db, integrationId);
    const [run] = await api.db.query<{ id: number }>(
      `insert into runs (tenant_id, integration_id, partner_id, lane, mode, phase, finished_at, release_id, configs, metadata)
       values ($1, $2, $3, 'other', 'normal', $4, case when $4 = 'cancelled' then now() end, $5, '{}', '{}') returning id`,
      [tenantId, integrationId, partnerId, phase, releaseId],
    );
    return { partnerId, integrationId, releaseId, runId: run?.id ?? 0 };
  }

  const entriesOf = (kind: string, id: number) =>
    api.db.query<object>(
      `select actor, action, integration_id, partner_id from activity where subject_kind = $1 and subject_id = $2 order by id`,
      [kind, id],
    );

  it('belongs to the partner of the run that somebody of the hub cancels, once however often it is asked', async () => {
    const { runId, partnerId, integrationId } = await partnersRun('queued');
    for (const _ of [1, 2]) expect((await api.call('POST', `/v2/runs/${runId}/cancel`)).status).to.equal(202);
    const [entry, ...more] = await entriesOf('run', runId);
    expect(entry).to.include({ action: 'run.cancel_requested', partner_id: partnerId, integration_id: integrationId });
    expect(more).to.deep.equal([]);
  });

  it('is left by a cancel in the Temporal UI too', async () => {
    const { runId, partnerId, integrationId } = await partnersRun('queued');
    await createRequestRunCancel(api.db)({ runId });
    expect(await entriesOf('run', runId)).to.deep.equal([
      { actor: 'temporal', action: 'run.cancel_requested', partner_id: partnerId, integration_id: integrationId },
    ]);
  });

  it('belongs to the partner of the run that somebody of the hub runs again', async () => {
    const { runId, partnerId, integrationId } = await partnersRun('cancelled');
    expect((await api.call('POST', `/v2/runs/${runId}/rerun`)).status).to.equal(202);
    const [entry] = await entriesOf('run', runId);
    expect(entry).to.include({ action: 'run.rerun', partner_id: partnerId, integration_id: integrationId });
  });

  it('belongs to the partner of the release that somebody of the hub builds again', async () => {
    const { partnerId, integrationId } = await partnersRun('queued');
    const failed = await insertRelease(api.db, integrationId, { state: 'failed' });
    const answer = await api.call('POST', `/v2/releases/${failed}/retry`);
    expect(answer.status, answer.text).to.equal(201);
    const [entry] = await entriesOf('release', answer.body.id);
    expect(entry).to.include({ action: 'release.retried', partner_id: partnerId, integration_id: integrationId });
  });
});
