import { expect } from 'chai';
import { requestCancelRun } from '../../../src/app/runs/cancel-run.ts';
import { cancelQueuedRuns } from '../../../src/db/stores/runs/run-transitions.ts';
import { readRunWaits } from '../../../src/db/stores/runs/run-waits.ts';
import { expectAppError } from '../../support/expect-app-error.ts';
import { makeRunFixture, registerTestWorker } from '../../support/run-fixture.ts';
import { useRunQueue, WIDE_CAPS } from '../../support/run-queue.ts';

describe('accepting triggers', () => {
  const queue = useRunQueue();

  const tenantOf = async (options = {}): Promise<number> =>
    (await makeRunFixture(queue.db, options)).tenantIds[0] as number;

  it('admits a run at once where a slot is free and nobody waits', async () => {
    await registerTestWorker(queue.db, 2);
    const accepted = await queue.accept(await tenantOf());
    expect(accepted.isAdmitted).to.equal(true);
    expect(await queue.phaseOf(accepted.runId)).to.equal('running');
  });

  it('keeps the run queued while no worker lives', async () => {
    const accepted = await queue.accept(await tenantOf());
    expect(accepted.isAdmitted).to.equal(false);
    expect(await queue.phaseOf(accepted.runId)).to.equal('queued');
  });

  it('bundles triggers of one lane into the queued run and keeps each trigger', async () => {
    const tenantId = await tenantOf();
    const first = await queue.accept(tenantId, { mode: 'webhook' });
    const second = await queue.accept(tenantId, { mode: 'normal' });
    const init = await queue.accept(tenantId, { mode: 'init' });
    const scheduled = await queue.accept(tenantId, { source: 'schedule' });
    expect(second.runId).to.equal(first.runId);
    expect(second.triggerId).to.not.equal(first.triggerId);
    expect(new Set([first.runId, init.runId, scheduled.runId]).size).to.equal(3);
    const mode = await queue.db.query<{ mode: string }>(`select mode from runs where id = $1`, [first.runId]);
    expect(mode[0]?.mode).to.equal('normal');
  });

  it('never lets two runs of a tenant run at once, however many triggers race', async () => {
    await registerTestWorker(queue.db, 50);
    const tenantId = await tenantOf();
    const accepted = await Promise.all(
      Array.from({ length: 30 }, (_, n) => queue.accept(tenantId, { mode: n % 2 ? 'init' : 'normal' })),
    );
    const running = await queue.db.query(`select id from runs where tenant_id = $1 and phase = 'running'`, [tenantId]);
    const queued = await queue.db.query(`select id from runs where tenant_id = $1 and phase = 'queued'`, [tenantId]);
    expect(running).to.have.length(1);
    expect(queued.length).to.be.within(1, 2);
    const triggers = await queue.db.query<{ id: number }>(`select id from triggers where tenant_id = $1`, [tenantId]);
    expect(new Set(triggers.map((row) => row.id))).to.deep.equal(new Set(accepted.map((one) => one.triggerId)));
  });

  it('never exceeds the slots while many tenants race', async () => {
    await registerTestWorker(queue.db, 4);
    const { tenantIds } = await makeRunFixture(queue.db, { tenants: 40 });
    const racers = tenantIds.map((tenantId) => queue.accept(tenantId));
    await Promise.all([...racers, queue.admit(), queue.admit(), queue.admit()]);
    await Promise.all([queue.admit(), queue.admit()]);
    const running = await queue.db.query(`select id from runs where phase = 'running'`);
    expect(running).to.have.length(5);
  });

  it('never exceeds the cap of an integration while many tenants race', async () => {
    await registerTestWorker(queue.db, 40);
    const caps = { ...WIDE_CAPS, integration: 3 };
    const capped = await makeRunFixture(queue.db, { tenants: 20 });
    const other = await makeRunFixture(queue.db, { tenants: 2 });
    await Promise.all([...capped.tenantIds, ...other.tenantIds].map((tenantId) => queue.accept(tenantId, {}, caps)));
    await Promise.all([queue.admit(caps), queue.admit(caps), queue.admit(caps)]);
    const running = await queue.db.query<{ integration_id: number }>(
      `select integration_id from runs where phase = 'running'`,
    );
    expect(running.filter((run) => run.integration_id === capped.integrationId)).to.have.length(3);
    expect(running.filter((run) => run.integration_id === other.integrationId)).to.have.length(2);
  });

  it('gives a small integration its turn before the rest of a large one', async () => {
    const large = await makeRunFixture(queue.db, { tenants: 20 });
    const small = await makeRunFixture(queue.db, { tenants: 1 });
    for (const tenantId of large.tenantIds) await queue.accept(tenantId);
    const waiting = await queue.accept(small.tenantIds[0] as number);
    await registerTestWorker(queue.db, 2);
    expect(await queue.admit()).to.include(waiting.runId);
  });

  it('tells each waiting run its reason and its place in the order', async () => {
    await registerTestWorker(queue.db, 1);
    const caps = { ...WIDE_CAPS, integration: 1 };
    const busy = await makeRunFixture(queue.db, { tenants: 3 });
    const other = await makeRunFixture(queue.db, { tenants: 1 });
    const accepted = [];
    for (const tenantId of busy.tenantIds) accepted.push(await queue.accept(tenantId, {}, caps));
    const last = await queue.accept(other.tenantIds[0] as number, {}, caps);
    const [running, second, third] = accepted.map((one) => one.runId) as [number, number, number];
    const waits = await readRunWaits(queue.db, caps, [running, second, third, last.runId]);
    expect(waits.get(running)).to.deep.equal({ waitingFor: 'a worker', queuePosition: null });
    expect(waits.get(last.runId)).to.deep.equal({ waitingFor: 'a free slot', queuePosition: 1 });
    expect(waits.get(second)).to.deep.equal({ waitingFor: 'integration cap', queuePosition: 2 });
    expect(waits.get(third)).to.deep.equal({ waitingFor: 'integration cap', queuePosition: 3 });
  });

  it('runs the schedule lane first, and another lane after a scheduled run', async () => {
    const tenantId = await tenantOf();
    const other = await queue.accept(tenantId);
    const scheduled = await queue.accept(tenantId, { source: 'schedule' });
    await registerTestWorker(queue.db, 1);
    expect(await queue.admit()).to.deep.equal([scheduled.runId]);
    await queue.accept(tenantId, { source: 'schedule' });
    await queue.finish(scheduled.runId);
    expect(await queue.admit()).to.deep.equal([other.runId]);
  });

  describe('choosing the release', () => {
    const NUMBER = { type: 'object', properties: { act: { type: 'integer' } } };
    const moveDefault = async (integrationId: number, configSchema: object): Promise<number> => {
      const rows = await queue.db.query<{ id: number }>(
        `insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, commit_sha, repository_url,
           repository_path, manifest, artifact_digest, requested_by)
         select integration_id, (select max(number) + 1 from releases where integration_id = $1), 'ready', branch, true, '{}', commit_sha, repository_url, '',
           manifest || jsonb_build_object('configSchema', $2::jsonb), artifact_digest, 'test'
         from releases where integration_id = $1 and number = 1 returning id`,
        [integrationId, JSON.stringify(configSchema)],
      );
      const releaseId = (rows[0] as { id: number }).id;
      await queue.db.query(`update integrations set default_release_id = $2 where id = $1`, [integrationId, releaseId]);
      return releaseId;
    };
    const releasesOf = async (tenantId: number) =>
      (
        await queue.db.query<{ run: number; tenant: number; held_reason: string | null }>(
          `select r.release_id as run, t.release_id as tenant, t.held_reason
           from runs r join tenants t on t.id = r.tenant_id where t.id = $1 and r.phase = 'running'`,
          [tenantId],
        )
      )[0];

    it('moves a dynamic tenant to what its channel points to', async () => {
      await registerTestWorker(queue.db, 1);
      const fixture = await makeRunFixture(queue.db, { configs: { act: 1 } });
      const releaseId = await moveDefault(fixture.integrationId, NUMBER);
      await queue.accept(fixture.tenantIds[0] as number);
      expect(await releasesOf(fixture.tenantIds[0] as number)).to.deep.equal({
        run: releaseId,
        tenant: releaseId,
        held_reason: null,
      });
    });

    it('neither holds nor moves a tenant where the check takes too long, and asks again at its next run', async () => {
      await registerTestWorker(queue.db, 1);
      const fixture = await makeRunFixture(queue.db, { configs: { act: 'text' } });
      const definitions: Record<string, object> = { d0: { type: 'string' } };
      for (let level = 1; level <= 40; level += 1) {
        const below = { $ref: `#/definitions/d${level - 1}` };
        definitions[`d${level}`] = { allOf: [below, below], minProperties: 0 };
      }
      const endless = { type: 'object', properties: { act: { $ref: '#/definitions/d40' } }, definitions };
      await moveDefault(fixture.integrationId, endless);
      const { runId } = await queue.accept(fixture.tenantIds[0] as number);
      const kept = { run: fixture.releaseId, tenant: fixture.releaseId, held_reason: null };
      expect(await releasesOf(fixture.tenantIds[0] as number)).to.deep.equal(kept);
      await queue.finish(runId);
      const simple = await moveDefault(fixture.integrationId, { type: 'object' });
      await queue.accept(fixture.tenantIds[0] as number);
      expect(await releasesOf(fixture.tenantIds[0] as number)).to.deep.equal({
        run: simple,
        tenant: simple,
        held_reason: null,
      });
    });

    it('holds a tenant whose configs the new release does not take on its recorded one', async () => {
      await registerTestWorker(queue.db, 1);
      const fixture = await makeRunFixture(queue.db, { configs: { act: 'text' } });
      await moveDefault(fixture.integrationId, NUMBER);
      await queue.accept(fixture.tenantIds[0] as number);
      expect(await releasesOf(fixture.tenantIds[0] as number)).to.deep.equal({
        run: fixture.releaseId,
        tenant: fixture.releaseId,
        held_reason: 'needs_reconfiguration',
      });
    });
  });

  it('refuses an unknown tenant, an archived one and one without a release', async () => {
    await expectAppError(queue.accept(999_999_999), 'not_found');
    const archived = await tenantOf();
    await queue.db.query(`update tenants set archived_at = now() where id = $1`, [archived]);
    await expectAppError(queue.accept(archived), 'archived');
    const unready = await tenantOf();
    await queue.db.query(`update tenants set release_channel = 'Latest', release_id = null where id = $1`, [unready]);
    await queue.db.query(
      `update releases set state = 'failed' where integration_id = (select integration_id from tenants where id = $1)`,
      [unready],
    );
    await expectAppError(queue.accept(unready), 'no_ready_release');
  });

  it('refuses a payload over 1 MiB and the 1001st trigger of a queued run', async () => {
    const tenantId = await tenantOf();
    await expectAppError(queue.accept(tenantId, { body: new Uint8Array(1024 * 1024 + 1) }), 'payload_too_large');
    const { runId } = await queue.accept(tenantId);
    await queue.db.query(
      `insert into triggers (tenant_id, run_id, source, mode, created_by)
       select $1, $2, 'api', 'normal', 'test' from generate_series(1, 999)`,
      [tenantId, runId],
    );
    await expectAppError(queue.accept(tenantId), 'too_many_triggers');
  });

  it('refuses payloads over 64 MiB of one queued run, and those of other tenants are taken', async () => {
    const tenantId = await tenantOf();
    const { runId } = await queue.accept(tenantId);
    await queue.db.query(
      `insert into triggers (tenant_id, run_id, source, mode, created_by, body)
       select $1, $2, 'api', 'normal', 'test', decode(repeat('00', 1048576), 'hex') from generate_series(1, 64)`,
      [tenantId, runId],
    );
    await expectAppError(queue.accept(tenantId, { body: new Uint8Array(1) }), 'too_many_triggers');
    expect(await queue.accept(tenantId)).to.include({ runId });
    expect(await queue.accept(await tenantOf(), { body: new Uint8Array(1024 * 1024) })).to.have.property('runId');
  });

  it('cancels a queued run at once and a finished one never', async () => {
    const tenantId = await tenantOf();
    const { runId } = await queue.accept(tenantId);
    await requestCancelRun(queue.db, { runId, requestedBy: 'test' });
    expect(await queue.phaseOf(runId)).to.equal('cancelled');
    await requestCancelRun(queue.db, { runId, requestedBy: 'test' });
    await registerTestWorker(queue.db, 1);
    const next = await queue.accept(tenantId);
    await queue.finish(next.runId);
    await expectAppError(requestCancelRun(queue.db, { runId: next.runId, requestedBy: 'test' }), 'run_finished');
    await expectAppError(requestCancelRun(queue.db, { runId: 999_999_999, requestedBy: 'test' }), 'not_found');
  });

  it('cancels all that waits for a tenant and leaves what runs', async () => {
    await registerTestWorker(queue.db, 1);
    const tenantId = await tenantOf();
    const running = await queue.accept(tenantId);
    const queued = await queue.accept(tenantId);
    expect(await cancelQueuedRuns(queue.db, [tenantId], 'test')).to.deep.equal([queued.runId]);
    expect(await queue.phaseOf(running.runId)).to.equal('running');
  });
});
