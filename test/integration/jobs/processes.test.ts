import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { LOCKS } from '../../../src/db/locks.ts';
import { listJobs, type ReportedJob } from '../../../src/db/stores/jobs/job-status-store.ts';
import { useDatabase } from '../../support/postgres.ts';
import { makeRunFixture, registerTestWorker } from '../../support/run-fixture.ts';
import { type SlowProxy, startSlowProxy } from '../../support/slow-proxy.ts';
import { until } from '../../support/until.ts';
import { useTemporal } from '../../support/use-temporal.ts';

const MAIN = join(import.meta.dirname, 'jobs-main.ts');
const TENANTS = 60;

interface LogLine {
  readonly job?: string;
  readonly subject?: string;
  readonly err?: { readonly stack?: string };
}

describe('the jobs of real processes', function processes() {
  this.timeout(120_000);
  const database = useDatabase();
  const temporal = useTemporal();
  let db: Database;
  let proxy: SlowProxy;
  const children: ChildProcess[] = [];
  const lines: LogLine[] = [];

  before(async () => {
    db = await openDatabase({ url: database.url, poolSize: 8 });
    const [host = '', port] = temporal.address.split(':');
    proxy = await startSlowProxy(host, Number(port));
    await registerTestWorker(db, 10_000);
    await db.query(`update workers set heartbeat_at = now() + interval '1 hour'`);
  });
  beforeEach(async () => {
    proxy.delayMs = 0;
    lines.length = 0;
    await db.query(`update attempts set state = 'cancelled', finished_at = now() where finished_at is null`);
    await db.query(`update runs set phase = 'cancelled', finished_at = now() where finished_at is null`);
    await db.query(`update tenants set archived_at = now(), next_due_at = null, timer_version = schedule_version`);
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => kill(child)));
    await db.query(`delete from hub_processes`);
  });
  after(async () => {
    proxy?.close();
    await db?.close();
  });

  async function startProcess(): Promise<ChildProcess> {
    const child = spawn(process.execPath, [MAIN, database.url, proxy.address, temporal.namespace], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    createInterface({ input: child.stderr }).on('line', (line) => lines.push(JSON.parse(line) as LogLine));
    await once(child.stdout, 'data');
    return child;
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  /** Tenants with a queued run each. */
  async function queueRuns(count: number): Promise<readonly number[]> {
    const { integrationId, releaseId, tenantIds } = await makeRunFixture(db, { tenants: count });
    await db.query(
      `insert into runs (tenant_id, integration_id, release_id, lane, mode, phase)
       select id, $1, $2, 'other', 'normal', 'queued' from unnest($3::bigint[]) as t(id)`,
      [integrationId, releaseId, tenantIds],
    );
    return tenantIds;
  }

  /** Whatever admits a run of this tenant gets an error of the database. */
  async function breakTenant(tenantId: number): Promise<void> {
    await db.query(`create or replace function refuse_run() returns trigger language plpgsql as $f$
      begin raise exception 'the secret value of tenant %', new.tenant_id; end $f$`);
    await db.query(`create trigger refuse_${tenantId} before update on runs for each row
      when (new.tenant_id = ${tenantId} and new.phase = 'running') execute function refuse_run()`);
  }

  const phases = async (tenantIds: readonly number[]): Promise<Record<string, number>> => {
    const rows = await db.query<{ phase: string; count: number }>(
      `select phase, count(*)::int as count from runs where tenant_id = any($1::bigint[]) group by 1`,
      [tenantIds],
    );
    return Object.fromEntries(rows.map(({ phase, count }) => [phase, count]));
  };
  const jobs = async (name: string): Promise<ReportedJob[]> => (await listJobs(db)).filter(({ job }) => job === name);

  it('admit everything once while two race, but for the one that always throws, which is logged with its id', async () => {
    const tenantIds = await queueRuns(TENANTS);
    const broken = tenantIds[0] as number;
    await breakTenant(broken);
    await Promise.all([startProcess(), startProcess()]);
    await until('all others are admitted and started', async () => {
      const rows = await db.query<{ started: number }>(
        `select count(*)::int as started from runs where tenant_id = any($1::bigint[]) and phase = 'running' and executor_at is not null`,
        [tenantIds],
      );
      return rows[0]?.started === TENANTS - 1;
    });
    expect(await phases(tenantIds)).to.deep.equal({ running: TENANTS - 1, queued: 1 });
    const failed = lines.filter(({ subject }) => subject === `tenant:${broken}`);
    expect(failed.length).to.be.greaterThan(0);
    for (const line of failed) {
      expect(line).to.include({ job: 'admit-waiting-runs' });
      expect(line.err?.stack).to.contain('admit-');
    }
    expect(JSON.stringify(lines)).not.to.contain('the secret value');
    await until('both say how it is going', async () => {
      const reported = await jobs('admit-waiting-runs');
      const all = reported.reduce((sum, { itemsDone }) => sum + itemsDone, 0);
      return reported.length === 2 && all === TENANTS - 1 && reported.some(({ itemsFailed }) => itemsFailed > 0);
    });
  });

  it('go on with everything else while Temporal does not answer', async () => {
    proxy.delayMs = Number.POSITIVE_INFINITY;
    const tenantIds = await queueRuns(20);
    await startProcess();
    await until('all are admitted', async () => (await phases(tenantIds)).running === 20);
    // The lease of one runs out, another one is to be cancelled.
    const [lost, cancelled] = await db.query<{ id: number }>(
      `select id from runs where tenant_id = any($1::bigint[]) order by id limit 2`,
      [tenantIds],
    );
    await db.query(
      `insert into attempts (run_id, number, state, worker_id, lease_expires_at)
       values ($1, 1, 'running', 'gone', pg_postmaster_start_time() - interval '1 hour')`,
      [lost?.id],
    );
    await db.query(`update runs set cancel_requested_at = now() where id = $1`, [cancelled?.id]);
    await until('the cancelled one has ended', async () => (await phases(tenantIds)).cancelled === 1);
    await until('the starts were tried in vain', async () => {
      const [starts] = await jobs('start-pending-runs');
      return starts?.lastError?.includes('Temporal does not answer') && starts;
    });
    const [admits] = await jobs('admit-waiting-runs');
    expect(admits?.runCount).to.be.greaterThan(2);
    expect(admits?.failureStreak).to.equal(0);
    proxy.delayMs = 0;
    await until('they are started once it answers', async () => {
      const rows = await db.query(
        `select 1 from runs where tenant_id = any($1::bigint[]) and phase = 'running' and executor_at is null`,
        [tenantIds],
      );
      return rows.length === 0;
    });
  });

  it('are late and lose nothing while Temporal answers slowly', async () => {
    proxy.delayMs = 600;
    const tenantIds = await queueRuns(20);
    await Promise.all([startProcess(), startProcess()]);
    await until('all are started', async () => {
      const rows = await db.query<{ started: number }>(
        `select count(*)::int as started from runs where tenant_id = any($1::bigint[]) and executor_at is not null`,
        [tenantIds],
      );
      return rows[0]?.started === 20;
    });
  });

  it('leave nothing half done where a process is killed in the middle, and another one goes on', async () => {
    const tenantIds = await queueRuns(200);
    const first = await startProcess();
    await until('some are admitted', async () => ((await phases(tenantIds)).running ?? 0) > 20);
    await kill(first);
    expect(Object.keys(await phases(tenantIds))).to.have.members(['running', 'queued']);
    await startProcess();
    await until('all are admitted', async () => (await phases(tenantIds)).running === 200);
    const twice = await db.query(`select 1 from runs where phase = 'running' group by tenant_id having count(*) > 1`);
    expect(twice).to.deep.equal([]);
  });

  it('push schedules without a transaction or a place in the pool, under a lock that a killed process gives back', async () => {
    proxy.delayMs = Number.POSITIVE_INFINITY;
    const { tenantIds } = await makeRunFixture(db, { tenants: 5 });
    await db.query(
      `update tenants set schedule = '{"kind": "interval", "every_s": 3600}', schedule_version = schedule_version + 1
       where id = any($1::bigint[])`,
      [tenantIds],
    );
    const pushing = await startProcess();
    const isLocked = async (): Promise<boolean> =>
      (await db.withSessionLock(LOCKS.timerSync, async () => true)) === null;
    await until('one process holds the lock', isLocked);
    const open = await db.query(
      `select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
    );
    expect(open).to.deep.equal([]);
    await kill(pushing);
    await until('the lock is free', async () => !(await isLocked()));
    proxy.delayMs = 0;
    await startProcess();
    await until('another process has pushed them', async () => {
      const rows = await db.query(`select 1 from tenants where timer_version <> schedule_version`);
      return rows.length === 0;
    });
  });
});
