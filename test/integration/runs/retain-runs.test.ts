import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadRunContext } from '../../../src/app/runs/load-run-context.ts';
import { retainRuns } from '../../../src/app/runs/retain-runs.ts';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { useDatabase } from '../../support/postgres.ts';
import { makeRunFixture, type RunFixture } from '../../support/run-fixture.ts';
import { until } from '../../support/until.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);
const dayOf = (time: Date): string => time.toISOString().slice(0, 10);
const partitionOf = (time: Date): string => `log_chunks_${dayOf(time).replaceAll('-', '')}`;

describe('retention', () => {
  const database = useDatabase();
  let db: Database;
  let fixture: RunFixture;

  before(async () => {
    db = await openDatabase({ url: database.url, poolSize: 5 });
  });
  after(() => db.close());
  beforeEach(async () => {
    fixture = await makeRunFixture(db, { tenants: 3 });
  });
  afterEach(async () => {
    await db.query('truncate runs, triggers, attempts, tenant_run_summaries, log_chunks, build_log_chunks');
  });

  interface OldRun {
    readonly admittedDaysAgo: number;
    /** Null for one that still runs. */
    readonly endedDaysAgo: number | null;
    readonly tenant?: number;
    readonly rerunOf?: number;
    readonly chunks?: number;
  }

  /** A run with a trigger, an attempt and a log. */
  async function insertRun({
    admittedDaysAgo,
    endedDaysAgo,
    tenant = 0,
    rerunOf,
    chunks = 1,
  }: OldRun): Promise<number> {
    const admitted = daysAgo(admittedDaysAgo);
    const ended = endedDaysAgo === null ? null : daysAgo(endedDaysAgo);
    const logDay = dayOf(admitted);
    const next = dayOf(new Date(admitted.getTime() + DAY_MS));
    await db.query(
      `create table if not exists ${partitionOf(admitted)} partition of log_chunks for values from ('${logDay}') to ('${next}')`,
    );
    const [run] = await db.query<{ id: number }>(
      `insert into runs (tenant_id, integration_id, lane, mode, phase, queued_at, admitted_at, started_at, finished_at, release_id,
         log_day, rerun_of, is_log_complete, configs, metadata)
       values ($1, $2, 'other', 'normal', $3, $4, $4, $4, $5, $6, $7::date, $8, true, '{}', '{}') returning id`,
      [
        ...[fixture.tenantIds[tenant], fixture.integrationId, ended ? 'succeeded' : 'running', admitted, ended],
        ...[fixture.releaseId, logDay, rerunOf ?? null],
      ],
    );
    const id = run?.id ?? 0;
    await db.query(
      `insert into triggers (tenant_id, run_id, source, mode, created_by) values ($1, $2, 'api', 'normal', 'test')`,
      [fixture.tenantIds[tenant], id],
    );
    await db.query(
      `insert into attempts (run_id, number, worker_id, state, lease_expires_at, finished_at, exit_code)
       values ($1, 1, 'w', $2, now(), $3, $4)`,
      [id, ended ? 'succeeded' : 'running', ended, ended ? 0 : null],
    );
    await db.query(
      `insert into log_chunks (log_day, run_id, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)
       select $1::date, $2, n, n, now(), '{0}', 'e', (select string_agg(md5(n::text || i), '') from generate_series(1, 2000) i), 64000
       from generate_series(1, $3::integer) n`,
      [logDay, id, chunks],
    );
    return id;
  }

  const idsOf = async (): Promise<number[]> =>
    (await db.query<{ id: number }>(`select id from runs order by id`)).map((row) => row.id);
  const countOf = async (table: string): Promise<number> =>
    (await db.query<{ count: number }>(`select count(*)::int as count from ${table}`))[0]?.count ?? 0;
  const isThere = async (table: string): Promise<boolean> =>
    (await db.query(`select 1 from pg_class where relname = $1`, [table])).length === 1;
  const sizeOf = async (): Promise<number> =>
    (await db.query<{ size: number }>(`select pg_database_size(current_database()) as size`))[0]?.size ?? 0;

  it('removes old runs with triggers and attempts, and their days of log lines with the disk space', async () => {
    await insertRun({ admittedDaysAgo: 40, endedDaysAgo: 40, chunks: 100 });
    const young = await insertRun({ admittedDaysAgo: 5, endedDaysAgo: 5 });
    const before = await sizeOf();
    expect(await retainRuns({ db, keptDays: 30 })).to.deep.equal({
      ...{ runs: 1, logDays: [dayOf(daysAgo(40))], buildLogs: 0 },
    });
    expect(await idsOf()).to.deep.equal([young]);
    expect([await countOf('triggers'), await countOf('attempts'), await countOf('log_chunks')]).to.deep.equal([
      1, 1, 1,
    ]);
    expect(await isThere(partitionOf(daysAgo(40)))).to.equal(false);
    expect(await isThere(partitionOf(daysAgo(5)))).to.equal(true);
    expect(before - (await sizeOf())).to.be.greaterThan(100 * 32_000);
    expect(await retainRuns({ db, keptDays: 30 })).to.deep.equal({ runs: 0, logDays: [], buildLogs: 0 });
  });

  it('leaves a run that has not ended, and the day that its lines are in', async () => {
    const live = await insertRun({ admittedDaysAgo: 41, endedDaysAgo: null });
    const long = await insertRun({ admittedDaysAgo: 41, endedDaysAgo: 3, tenant: 1 });
    await insertRun({ admittedDaysAgo: 41, endedDaysAgo: 35, tenant: 2 });
    expect(await retainRuns({ db, keptDays: 30 }))
      .to.include({ runs: 1 })
      .and.deep.include({ logDays: [] });
    expect(await idsOf()).to.deep.equal([live, long]);
    await db.query(`delete from triggers where run_id = any($1)`, [[live, long]]);
    await db.query(`delete from runs where id = any($1)`, [[live, long]]);
    expect((await retainRuns({ db, keptDays: 30 })).logDays).to.deep.equal([dayOf(daysAgo(41))]);
  });

  it('leaves a rerun of a run that it removes, and what the tenant knows of its last runs', async () => {
    const old = await insertRun({ admittedDaysAgo: 50, endedDaysAgo: 50 });
    await db.query(
      `insert into tenant_run_summaries (tenant_id, kind, run_id, mode, started_at, finished_at, phase, stdout_line)
       select tenant_id, 'last_successful', id, mode, started_at, finished_at, phase, '{"kept":1}' from runs where id = $1`,
      [old],
    );
    const rerun = await insertRun({ admittedDaysAgo: 1, endedDaysAgo: 1, rerunOf: old });
    await retainRuns({ db, keptDays: 30 });
    expect(await db.query(`select id, rerun_of from runs`)).to.deep.equal([{ id: rerun, rerun_of: null }]);
    const { lastSuccessful } = await loadRunContext(db, rerun);
    expect(lastSuccessful).to.deep.include({ phase: 'succeeded', stdoutLine: '{"kept":1}' });
  });

  it('removes the build log of a release that nobody can run any more, and says so in the release', async () => {
    const { releaseId } = fixture;
    await db.query(
      `insert into build_log_chunks (release_id, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)
       values ($1, 1, 1, now(), '{0}', 'h', 'built', 5)`,
      [releaseId],
    );
    await db.query(`update releases set finished_at = now() - interval '60 days' where id = $1`, [releaseId]);
    expect((await retainRuns({ db, keptDays: 30 })).buildLogs).to.equal(0);
    await db.query(`update releases set artifact_removed_at = now() where id = $1`, [releaseId]);
    expect((await retainRuns({ db, keptDays: 30 })).buildLogs).to.equal(1);
    expect(await countOf('build_log_chunks')).to.equal(0);
    expect(
      await db.query(`select 1 from releases where id = $1 and log_removed_at is not null`, [releaseId]),
    ).to.have.length(1);
  });

  it('leaves it to the process that is at it', async () => {
    await insertRun({ admittedDaysAgo: 42, endedDaysAgo: 42 });
    await db.transaction(async (sql) => {
      await sql.query(`select pg_advisory_xact_lock(7240017)`);
      expect(await retainRuns({ db, keptDays: 30 })).to.deep.equal({ runs: 0, logDays: [], buildLogs: 0 });
    });
    expect((await retainRuns({ db, keptDays: 30 })).runs).to.equal(1);
  });

  it('waits for nobody who reads a log of the day, and removes it the next time', async () => {
    await insertRun({ admittedDaysAgo: 43, endedDaysAgo: 43 });
    await db.transaction(async (sql) => {
      await sql.query(`select 1 from log_chunks limit 1`);
      expect(await retainRuns({ db, keptDays: 30 })).to.deep.include({ runs: 1, logDays: [] });
    });
    expect((await retainRuns({ db, keptDays: 30 })).logDays).to.deep.equal([dayOf(daysAgo(43))]);
  });

  it('leaves nothing half removed where it is killed, and goes on the next time', async () => {
    const template = await insertRun({ admittedDaysAgo: 44, endedDaysAgo: 44 });
    await db.query(
      `insert into runs (tenant_id, integration_id, lane, mode, phase, queued_at, admitted_at, started_at, finished_at, log_day)
       select tenant_id, integration_id, lane, mode, phase, queued_at, admitted_at, started_at, finished_at, log_day
       from runs, generate_series(1, 2999) where id = $1`,
      [template],
    );
    await db.query(
      `insert into triggers (tenant_id, run_id, source, mode, created_by)
       select tenant_id, id, 'api', 'normal', 'test' from runs where id <> $1`,
      [template],
    );
    for (const left of [2_700, 1_800, 900]) {
      await killWhen(async () => (await countOf('runs')) <= left);
      const odd = await db.query(
        `select 1 from runs r full join triggers t on t.run_id = r.id where r.id is null or t.id is null`,
      );
      expect(odd).to.have.length(0);
      expect(await countOf('runs')).to.be.lessThan(left + 1);
    }
    // The server may still be ending the statement of the killed process, whose rows are left alone meanwhile.
    await until('old runs are gone', async () => {
      await retainRuns({ db, keptDays: 30 });
      return (await countOf('runs')) === 0;
    });
    expect(await countOf('triggers')).to.equal(0);
    expect(await isThere(partitionOf(daysAgo(44)))).to.equal(false);
  });

  async function killWhen(isTime: () => Promise<boolean>): Promise<void> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'retention-main.ts'), database.url], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(child, 'exit');
    while (child.exitCode === null && !(await isTime()));
    child.kill('SIGKILL');
    await ended;
  }
});
