import { expect } from 'chai';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { readRunWaits } from '../../../src/db/repositories/run-waits.ts';
import { createSchemaValidator, type SchemaValidator } from '../../../src/manifest/schema-validator.ts';
import { cancelQueuedRuns } from '../../../src/run-queue/cancel-queued-runs.ts';
import { type AcceptTriggerInput, acceptTrigger } from '../../../src/runs/accept-trigger.ts';
import { acquireRun } from '../../../src/runs/acquire-run.ts';
import { admitWaitingRuns } from '../../../src/runs/admit-waiting-runs.ts';
import { requestCancelRun } from '../../../src/runs/cancel-run.ts';
import { finishAttempt } from '../../../src/runs/finish-attempt.ts';
import { expectAppError } from '../../support/expect-app-error.ts';
import { useDatabase } from '../../support/postgres.ts';
import { makeRunFixture, registerTestWorker } from '../../support/run-fixture.ts';

const CAPS = { integration: 1000, partner: 1000, hub: 1000 };

describe('accepting triggers', () => {
  const database = useDatabase();
  let db: Database;
  let schemas: SchemaValidator;

  before(async () => {
    schemas = createSchemaValidator();
    db = await openDatabase({ url: database.url, poolSize: 10 });
  });
  after(async () => {
    await schemas.close();
    await db.close();
  });
  beforeEach(async () => {
    await db.query(`delete from workers`);
    await db.query(`update runs set phase = 'cancelled', finished_at = now() where finished_at is null`);
  });

  const accept = (tenantId: number, input: Partial<AcceptTriggerInput> = {}, caps = CAPS) =>
    acceptTrigger(
      { db, schemas, caps },
      { tenantId, source: 'api', mode: 'normal', body: null, headers: null, createdBy: 'test', ...input },
    );
  const tenantOf = async (options = {}): Promise<number> => (await makeRunFixture(db, options)).tenantIds[0] as number;
  const phaseOf = async (runId: number): Promise<string | undefined> =>
    (await db.query<{ phase: string }>(`select phase from runs where id = $1`, [runId]))[0]?.phase;
  const finish = async (runId: number): Promise<void> => {
    const acquired = await acquireRun(db, runId, 'test-worker');
    if (acquired.kind !== 'acquired') throw new Error(`not acquired: ${acquired.kind}`);
    await db.query(`update runs set started_at = now() where id = $1`, [runId]);
    await finishAttempt(db, runId, {
      attemptId: acquired.attemptId,
      outcome: { kind: 'succeeded' },
      exitCode: 0,
      signal: null,
      stdoutLine: null,
      state: null,
      options: null,
      warnings: [],
      isLogComplete: true,
    });
  };

  it('admits a run at once where a slot is free and nobody waits', async () => {
    await registerTestWorker(db, 2);
    const accepted = await accept(await tenantOf());
    expect(accepted.isAdmitted).to.equal(true);
    expect(await phaseOf(accepted.runId)).to.equal('running');
  });

  it('keeps the run queued while no worker lives', async () => {
    const accepted = await accept(await tenantOf());
    expect(accepted.isAdmitted).to.equal(false);
    expect(await phaseOf(accepted.runId)).to.equal('queued');
  });

  it('bundles triggers of one lane into the queued run and keeps each trigger', async () => {
    const tenantId = await tenantOf();
    const first = await accept(tenantId, { mode: 'webhook' });
    const second = await accept(tenantId, { mode: 'normal' });
    const init = await accept(tenantId, { mode: 'init' });
    const scheduled = await accept(tenantId, { source: 'schedule' });
    expect(second.runId).to.equal(first.runId);
    expect(second.triggerId).to.not.equal(first.triggerId);
    expect(new Set([first.runId, init.runId, scheduled.runId]).size).to.equal(3);
    const mode = await db.query<{ mode: string }>(`select mode from runs where id = $1`, [first.runId]);
    expect(mode[0]?.mode).to.equal('normal');
  });

  it('never lets two runs of a tenant run at once, however many triggers race', async () => {
    await registerTestWorker(db, 50);
    const tenantId = await tenantOf();
    const accepted = await Promise.all(
      Array.from({ length: 30 }, (_, n) => accept(tenantId, { mode: n % 2 ? 'init' : 'normal' })),
    );
    const running = await db.query(`select id from runs where tenant_id = $1 and phase = 'running'`, [tenantId]);
    const queued = await db.query(`select id from runs where tenant_id = $1 and phase = 'queued'`, [tenantId]);
    expect(running).to.have.length(1);
    expect(queued.length).to.be.within(1, 2);
    const triggers = await db.query<{ id: number }>(`select id from triggers where tenant_id = $1`, [tenantId]);
    expect(new Set(triggers.map((row) => row.id))).to.deep.equal(new Set(accepted.map((one) => one.triggerId)));
  });

  it('never exceeds the slots while many tenants race', async () => {
    await registerTestWorker(db, 4);
    const { tenantIds } = await makeRunFixture(db, { tenants: 40 });
    const racers = tenantIds.map((tenantId) => accept(tenantId));
    await Promise.all([
      ...racers,
      admitWaitingRuns(db, { schemas, caps: CAPS }),
      admitWaitingRuns(db, { schemas, caps: CAPS }),
      admitWaitingRuns(db, { schemas, caps: CAPS }),
    ]);
    await Promise.all([admitWaitingRuns(db, { schemas, caps: CAPS }), admitWaitingRuns(db, { schemas, caps: CAPS })]);
    const running = await db.query(`select id from runs where phase = 'running'`);
    expect(running).to.have.length(5);
  });

  it('never exceeds the cap of an integration while many tenants race', async () => {
    await registerTestWorker(db, 40);
    const caps = { ...CAPS, integration: 3 };
    const capped = await makeRunFixture(db, { tenants: 20 });
    const other = await makeRunFixture(db, { tenants: 2 });
    await Promise.all([...capped.tenantIds, ...other.tenantIds].map((tenantId) => accept(tenantId, {}, caps)));
    await Promise.all([
      admitWaitingRuns(db, { schemas, caps }),
      admitWaitingRuns(db, { schemas, caps }),
      admitWaitingRuns(db, { schemas, caps }),
    ]);
    const running = await db.query<{ integration_id: number }>(
      `select integration_id from runs where phase = 'running'`,
    );
    expect(running.filter((run) => run.integration_id === capped.integrationId)).to.have.length(3);
    expect(running.filter((run) => run.integration_id === other.integrationId)).to.have.length(2);
  });

  it('gives a small integration its turn before the rest of a large one', async () => {
    const large = await makeRunFixture(db, { tenants: 20 });
    const small = await makeRunFixture(db, { tenants: 1 });
    for (const tenantId of large.tenantIds) await accept(tenantId);
    const waiting = await accept(small.tenantIds[0] as number);
    await registerTestWorker(db, 2);
    expect(await admitWaitingRuns(db, { schemas, caps: CAPS })).to.include(waiting.runId);
  });

  it('tells each waiting run its reason and its place in the order', async () => {
    await registerTestWorker(db, 1);
    const caps = { ...CAPS, integration: 1 };
    const busy = await makeRunFixture(db, { tenants: 3 });
    const other = await makeRunFixture(db, { tenants: 1 });
    const accepted = [];
    for (const tenantId of busy.tenantIds) accepted.push(await accept(tenantId, {}, caps));
    const last = await accept(other.tenantIds[0] as number, {}, caps);
    const [running, second, third] = accepted.map((one) => one.runId) as [number, number, number];
    const waits = await readRunWaits(db, caps, [running, second, third, last.runId]);
    expect(waits.get(running)).to.deep.equal({ waitingFor: 'a worker', queuePosition: null });
    expect(waits.get(last.runId)).to.deep.equal({ waitingFor: 'a free slot', queuePosition: 1 });
    expect(waits.get(second)).to.deep.equal({ waitingFor: 'integration cap', queuePosition: 2 });
    expect(waits.get(third)).to.deep.equal({ waitingFor: 'integration cap', queuePosition: 3 });
  });

  it('runs the schedule lane first, and another lane after a scheduled run', async () => {
    const tenantId = await tenantOf();
    const other = await accept(tenantId);
    const scheduled = await accept(tenantId, { source: 'schedule' });
    await registerTestWorker(db, 1);
    expect(await admitWaitingRuns(db, { schemas, caps: CAPS })).to.deep.equal([scheduled.runId]);
    await accept(tenantId, { source: 'schedule' });
    await finish(scheduled.runId);
    expect(await admitWaitingRuns(db, { schemas, caps: CAPS })).to.deep.equal([other.runId]);
  });

  describe('choosing the release', () => {
    const NUMBER = { type: 'object', properties: { act: { type: 'integer' } } };
    const moveDefault = async (integrationId: number, configSchema: object): Promise<number> => {
      const rows = await db.query<{ id: number }>(
        `insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, commit_sha, repository_url,
           repository_path, manifest, artifact_digest, requested_by)
         select integration_id, 2, 'ready', branch, true, '{}', commit_sha, repository_url, '',
           manifest || jsonb_build_object('configSchema', $2::jsonb), artifact_digest, 'test'
         from releases where integration_id = $1 and number = 1 returning id`,
        [integrationId, JSON.stringify(configSchema)],
      );
      const releaseId = (rows[0] as { id: number }).id;
      await db.query(`update integrations set default_release_id = $2 where id = $1`, [integrationId, releaseId]);
      return releaseId;
    };
    const releasesOf = async (tenantId: number) =>
      (
        await db.query<{ run: number; tenant: number; held_reason: string | null }>(
          `select r.release_id as run, t.release_id as tenant, t.held_reason
           from runs r join tenants t on t.id = r.tenant_id where t.id = $1 and r.phase = 'running'`,
          [tenantId],
        )
      )[0];

    it('moves a dynamic tenant to what its channel points to', async () => {
      await registerTestWorker(db, 1);
      const fixture = await makeRunFixture(db, { configs: { act: 1 } });
      const releaseId = await moveDefault(fixture.integrationId, NUMBER);
      await accept(fixture.tenantIds[0] as number);
      expect(await releasesOf(fixture.tenantIds[0] as number)).to.deep.equal({
        run: releaseId,
        tenant: releaseId,
        held_reason: null,
      });
    });

    it('holds a tenant whose configs the new release does not take on its recorded one', async () => {
      await registerTestWorker(db, 1);
      const fixture = await makeRunFixture(db, { configs: { act: 'text' } });
      await moveDefault(fixture.integrationId, NUMBER);
      await accept(fixture.tenantIds[0] as number);
      expect(await releasesOf(fixture.tenantIds[0] as number)).to.deep.equal({
        run: fixture.releaseId,
        tenant: fixture.releaseId,
        held_reason: 'needs_reconfiguration',
      });
    });
  });

  it('refuses an unknown tenant, an archived one and one without a release', async () => {
    await expectAppError(accept(999_999_999), 'not_found');
    const archived = await tenantOf();
    await db.query(`update tenants set archived_at = now() where id = $1`, [archived]);
    await expectAppError(accept(archived), 'archived');
    const unready = await tenantOf();
    await db.query(`update tenants set release_channel = 'Latest', release_id = null where id = $1`, [unready]);
    await db.query(
      `update releases set state = 'failed' where integration_id = (select integration_id from tenants where id = $1)`,
      [unready],
    );
    await expectAppError(accept(unready), 'no_ready_release');
  });

  it('refuses a payload over 1 MiB and the 1001st trigger of a queued run', async () => {
    const tenantId = await tenantOf();
    await expectAppError(accept(tenantId, { body: new Uint8Array(1024 * 1024 + 1) }), 'payload_too_large');
    const { runId } = await accept(tenantId);
    await db.query(
      `insert into triggers (tenant_id, run_id, source, mode, created_by)
       select $1, $2, 'api', 'normal', 'test' from generate_series(1, 999)`,
      [tenantId, runId],
    );
    await expectAppError(accept(tenantId), 'too_many_triggers');
  });

  it('cancels a queued run at once and a finished one never', async () => {
    const tenantId = await tenantOf();
    const { runId } = await accept(tenantId);
    await requestCancelRun(db, { runId, requestedBy: 'test' });
    expect(await phaseOf(runId)).to.equal('cancelled');
    await requestCancelRun(db, { runId, requestedBy: 'test' });
    await registerTestWorker(db, 1);
    const next = await accept(tenantId);
    await finish(next.runId);
    await expectAppError(requestCancelRun(db, { runId: next.runId, requestedBy: 'test' }), 'run_finished');
    await expectAppError(requestCancelRun(db, { runId: 999_999_999, requestedBy: 'test' }), 'not_found');
  });

  it('cancels all that waits for a tenant and leaves what runs', async () => {
    await registerTestWorker(db, 1);
    const tenantId = await tenantOf();
    const running = await accept(tenantId);
    const queued = await accept(tenantId);
    expect(await cancelQueuedRuns(db, [tenantId], 'test')).to.deep.equal([queued.runId]);
    expect(await phaseOf(running.runId)).to.equal('running');
  });
});
