import { expect } from 'chai';
import { admitBuilds } from '../../../src/app/builds/admit-builds.ts';
import { beginBuild } from '../../../src/app/builds/begin-build.ts';
import { cancelBuild } from '../../../src/app/builds/cancel-build.ts';
import { finishBuild } from '../../../src/app/builds/finish-build.ts';
import { requestBuild } from '../../../src/app/builds/request-build.ts';
import { startQueuedBuilds } from '../../../src/app/builds/start-queued-builds.ts';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { expectAppError } from '../../support/expect-app-error.ts';
import { useDatabase } from '../../support/postgres.ts';
import { registerBuildWorker } from '../../support/run-fixture.ts';
import { strictItems } from '../../support/strict-items.ts';

describe('releases', () => {
  const database = useDatabase();
  let db: Database;
  let count = 0;

  before(async () => {
    db = await openDatabase({ url: database.url, poolSize: 8 });
  });
  after(() => db.close());
  beforeEach(() => db.query(`update releases set state = 'cancelled' where state in ('queued', 'building')`));

  const setBuildSlots = (slots: number): Promise<void> => registerBuildWorker(db, slots);
  const partner = async (): Promise<number> => {
    count += 1;
    const rows = await db.query<{ id: number }>(
      `insert into partners (name, state) values ($1, 'approved') returning id`,
      [`p${count}`],
    );
    return (rows[0] as { id: number }).id;
  };
  const integration = async (fields: Record<string, unknown> = {}): Promise<number> => {
    count += 1;
    const values = {
      name: `i-${count}`,
      long_name: 'I',
      type: 'Internal',
      state: 'draft',
      repository_url: 'https://git.example/x.git',
      repository_tracking_branch: 'main',
      ...fields,
    };
    const names = Object.keys(values);
    const rows = await db.query<{ id: number }>(
      `insert into integrations (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')}) returning id`,
      Object.values(values),
    );
    return (rows[0] as { id: number }).id;
  };
  const request = (integrationId: number, branch: string | null = null) =>
    requestBuild(db, {
      integrationId,
      tag: null,
      ref: branch === null ? null : { kind: 'branch', name: branch },
      requestedBy: 'test',
    });
  const ready = async (integrationId: number, branch: string | null = null): Promise<number> => {
    const { id } = await request(integrationId, branch);
    await db.query(
      `update releases set state = 'ready', commit_sha = 'c', manifest = '{}', artifact_digest = 'd' where id = $1`,
      [id],
    );
    return id;
  };

  const scalar = async (expression: string, id: number): Promise<number | null> => {
    const rows = await db.query<{ value: number | null }>(`select ${expression} as value`, [id]);
    return rows[0]?.value ?? null;
  };

  it('are numbered without a gap or a double, however many are asked for at once', async () => {
    const id = await integration();
    const made = await Promise.all(Array.from({ length: 12 }, () => request(id)));
    expect(made.map(({ number }) => number).sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 12 }, (_, n) => n + 1),
    );
  });

  it('are refused for what has no code, is archived or unknown, or names no branch', async () => {
    await expectAppError(request(await integration({ type: 'External', repository_url: null })), 'invalid_input');
    await expectAppError(request(await integration({ repository_url: null })), 'invalid_input');
    await expectAppError(request(await integration({ repository_tracking_branch: null })), 'invalid_input');
    await expectAppError(request(await integration({ archived_at: new Date() })), 'archived');
    await expectAppError(request(987_654), 'not_found');
  });

  it('are admitted up to the caps, one of each partner, exactly also when asked at once', async () => {
    const [one, two] = [await partner(), await partner()];
    const [a, b] = [await integration({ partner_id: one }), await integration({ partner_id: two })];
    await setBuildSlots(2);
    for (const id of [a, a, a, b]) await request(id);
    const admitted = await Promise.all(Array.from({ length: 6 }, () => admitBuilds(db, 1)));
    const rows = await db.query<{ integration_id: number }>(`select integration_id from releases where id = any($1)`, [
      admitted.flat(),
    ]);
    expect(rows.map((row) => row.integration_id).sort()).to.deep.equal([a, b].sort());
  });

  it('are built newest first of a burst', async () => {
    const id = await integration();
    const made = [await request(id), await request(id), await request(id)];
    await setBuildSlots(1);
    expect(await admitBuilds(db, 1)).to.deep.equal([made[2]?.id]);
  });

  it('are started once, and again only where nothing holds them after a minute', async () => {
    const { id } = await request(await integration());
    const started: number[] = [];
    const start = async ({ releaseId }: { releaseId: number }) => {
      started.push(releaseId);
      return { workflowId: `build:${releaseId}`, runId: 'r' };
    };
    await setBuildSlots(2);
    const deps = { db, partnerCap: 1, startBuild: start };
    await startQueuedBuilds(deps, strictItems());
    await startQueuedBuilds(deps, strictItems());
    expect(started).to.deep.equal([id]);
    await db.query(`update releases set executor_at = now() - interval '2 minutes' where id = $1`, [id]);
    await startQueuedBuilds(deps, strictItems());
    expect(started).to.deep.equal([id, id]);
  });

  it('are finished by the attempt that holds them alone, once', async () => {
    const { id } = await request(await integration());
    await setBuildSlots(100);
    await admitBuilds(db, 100);
    const begun = await beginBuild(db, id, 'w');
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    expect((await beginBuild(db, id, 'w')).kind).to.equal('wait');
    const input = {
      releaseId: id,
      attemptId: begun.order.attemptId,
      logLineCount: 0,
      outcome: { kind: 'cancelled' } as const,
    };
    const results = await Promise.all([finishBuild(db, input), finishBuild(db, input)]);
    expect(results.map(({ kind }) => kind).sort()).to.deep.equal(['final', 'lost']);
    expect((await beginBuild(db, id, 'w')).kind).to.equal('final');
  });

  it('are cancelled at once while they wait, and again without a change; never once ready', async () => {
    const id = await integration();
    const waiting = await request(id);
    expect(await db.transaction(async (sql) => cancelBuild(sql, { releaseId: waiting.id, actor: 'someone' }))).to.equal(
      'cancelled',
    );
    expect(await db.transaction(async (sql) => cancelBuild(sql, { releaseId: waiting.id, actor: 'someone' }))).to.equal(
      'unchanged',
    );
    await expectAppError(
      db.transaction(async (sql) => cancelBuild(sql, { releaseId: await ready(id), actor: 'someone' })),
      'conflict',
    );
    await expectAppError(
      db.transaction(async (sql) => cancelBuild(sql, { releaseId: 987_654, actor: 'someone' })),
      'not_found',
    );
  });

  it('are latest by their number, and of the tracking branch alone', async () => {
    const id = await integration();
    expect(await scalar('latest_release_id($1)', id)).to.equal(null);
    const first = await ready(id);
    await ready(id, 'other');
    await request(id);
    expect(await scalar('latest_release_id($1)', id)).to.equal(first);
  });

  it('are what a tenant runs next: its own, the default, the latest or its channel’s', async () => {
    const id = await integration();
    const [old, middle, newest] = [await ready(id), await ready(id), await ready(id)];
    await db.query('update integrations set default_release_id = $2 where id = $1', [id, middle]);
    await db.query(
      `insert into channels (integration_id, name, release_id, follows_latest) values ($1, 'beta', $2, false), ($1, 'edge', null, true)`,
      [id, old],
    );
    const tenant = async (channel: string | null, heldReason: string | null = null): Promise<number | null> => {
      count += 1;
      const rows = await db.query<{ id: number }>(
        `insert into tenants (integration_id, name, source, release_id, release_channel, held_reason) values ($1, $2, 'api', $3, $4, $5) returning id`,
        [id, `t-${count}`, old, channel, heldReason],
      );
      return scalar('(select next_release_id(t) from tenants t where t.id = $1)', (rows[0] as { id: number }).id);
    };
    expect(await tenant(null)).to.equal(old);
    expect(await tenant('Default')).to.equal(middle);
    expect(await tenant('Latest')).to.equal(newest);
    expect(await tenant('beta')).to.equal(old);
    expect(await tenant('edge')).to.equal(newest);
    expect(await tenant('Latest', 'needs_reconfiguration')).to.equal(old);
  });
});
