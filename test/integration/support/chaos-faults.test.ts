import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { findChaosViolations } from '../../support/chaos-violations.ts';
import type { HubProcessLife } from '../../support/hub-stack.ts';
import { useDatabase } from '../../support/postgres.ts';
import { makeRunFixture, type RunFixture } from '../../support/run-fixture.ts';
import { watchRunProcesses } from '../../support/run-witness.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

const WORKER_PID = 77;

/** What the kill tests look for has to be found where it is. */
describe('looking for what killing may break', () => {
  const database = useDatabase();
  let db: Database;
  let client: pg.Client;
  let fixture: RunFixture;

  before(async () => {
    db = await openDatabase({ url: database.url, poolSize: 2 });
    client = new pg.Client({ connectionString: database.url });
    // The database is dropped before it is let go.
    client.on('error', () => {});
    await client.connect();
    fixture = await makeRunFixture(db);
  });
  beforeEach(() => db.query(`truncate runs, triggers, attempts, log_chunks restart identity cascade`));
  after(async () => {
    await client?.end();
    await db?.close();
  });

  const life = (part: HubProcessLife['part'], pid: number, startedAtMs: number, endedAtMs: number | null) => {
    return { part, pid, startedAtMs, endedAtMs };
  };
  const LIVES = [life('postgres', 1, 0, null), life('worker-1', WORKER_PID, 0, 20_000), life('worker-2', 78, 1, null)];

  /** A run of one attempt that began and ended at these seconds of 1970. */
  async function insertRun(beganAt: number, endedAt: number, log: string, phase = 'succeeded'): Promise<void> {
    const failure = phase === 'failed' ? '{"reason": "worker_lost"}' : null;
    await db.query(
      `with run as (
         insert into runs (tenant_id, integration_id, lane, mode, phase, failure, started_at, finished_at)
         values ($1, $2, 'other', 'normal', $3, $4::jsonb, to_timestamp($5), to_timestamp($6)) returning id
       ), attempt as (
         insert into attempts (run_id, number, worker_id, state, lease_expires_at, started_at, finished_at, exit_code, failure)
         select id, 1, 'host-${WORKER_PID}-abcdef01', $3, now(), to_timestamp($5), to_timestamp($6),
           case when $3 = 'succeeded' then 0 end, $4::jsonb from run
       ), trigger as (
         insert into triggers (tenant_id, run_id, source, mode, created_by) select $1, id, 'api', 'normal', 'test' from run
       )
       insert into log_chunks (log_day, run_id, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)
       select (now() at time zone 'utc')::date, id, 1, 1, now(), '{0}', 'e', $7, 1 from run`,
      [fixture.tenantIds[0], fixture.integrationId, phase, failure, beganAt, endedAt, log],
    );
  }

  const find = async (accepted: readonly string[]): Promise<readonly string[]> =>
    (await findChaosViolations(client, { accepted, lives: LIVES })).faults;

  it('finds nothing where all is well', async () => {
    await insertRun(1, 2, 'start a 100\nend a 200');
    await insertRun(3, 4, 'start b 300\nend b 400');
    expect(await find(['1', '2'])).to.deep.equal([]);
  });

  it('finds triggers that were lost or doubled', async () => {
    await insertRun(1, 2, 'start a 100\nend a 200');
    expect(await find(['1', '9'])).to.deep.equal(['trigger 9 was lost', '1 triggers are stored, 2 accepted']);
    expect(await find([])).to.deep.equal(['1 triggers are stored, 0 accepted']);
  });

  it('finds attempts of one tenant that overlap', async () => {
    await insertRun(1, 4, 'start a 100\nend a 200');
    await insertRun(3, 5, 'start b 300\nend b 400');
    expect(await find(['1', '2'])).to.deep.equal([`tenant ${fixture.tenantIds[0]}: attempts 1 and 2 overlap`]);
  });

  it('finds processes whose signs of life interleave', async () => {
    await insertRun(1, 2, 'start a 100\nend a 350');
    await insertRun(3, 4, 'start b 300\nend b 400');
    const issue = `tenant ${fixture.tenantIds[0]}: processes of runs 1 and 2 interleave`;
    expect(await find(['1', '2'])).to.deep.equal([issue]);
  });

  it('finds a success whose process did not tell its end', async () => {
    await insertRun(1, 2, 'start a 100');
    expect((await find(['1']))[0]).to.match(/^run 1 succeeded without its end/);
  });

  it('finds attempts that became final too late', async () => {
    await insertRun(1, 79, 'start a 100', 'failed');
    expect(await find(['1'])).to.deep.equal([]);
    await insertRun(80, 90, 'start b 300', 'failed');
    expect(await find(['1', '2'])).to.deep.equal(['attempt 2 became final 70000 ms late']);
  });

  it('sees two processes of one tenant that live at the same moment', async () => {
    const script = 'seen-witness.js';
    const folder = makeTestFolder('witness');
    writeFileSync(join(folder, script), 'setInterval(() => {}, 1000);');
    const children: ChildProcess[] = [];
    const start = async (tenant: string): Promise<void> => {
      const child = spawn('node', [script, tenant, '1'], { cwd: folder, stdio: 'ignore' });
      children.push(child);
      await once(child, 'spawn');
    };
    const witness = watchRunProcesses(script);
    const untilSeen = async (count: number): Promise<void> => {
      while (witness.seen < count) await new Promise((resolve) => setImmediate(resolve));
    };
    try {
      await start('1');
      await start('2');
      await untilSeen(2);
      expect(witness.overlaps).to.deep.equal([]);
      await start('1');
      await untilSeen(3);
      expect(witness.overlaps[0]).to.match(/^tenant 1: processes \d+ and \d+/);
    } finally {
      witness.stop();
      for (const child of children) child.kill('SIGKILL');
    }
  });
});
