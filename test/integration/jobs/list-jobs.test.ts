import { expect } from 'chai';
import { pino } from 'pino';
import type { BackgroundJob } from '../../../worker/jobs/background-job.ts';
import { createProcessJobs } from '../../../worker/jobs/process-jobs.ts';
import { type Json, useApi } from '../../support/api.ts';
import { until } from '../../support/until.ts';

describe('the list of jobs', () => {
  const api = useApi();

  const listed = async (): Promise<Json[]> => {
    const answer = await api.call('GET', '/v2/jobs');
    expect(answer.status, answer.text).to.equal(200);
    return answer.body;
  };
  const started = (id: string, ...jobs: readonly BackgroundJob[]) => {
    const made = createProcessJobs({
      ...{ db: api.db, logger: pino({ level: 'silent' }), jobs },
      process: { id, component: 'worker', hostname: 'here', pid: 7 },
    });
    made.start();
    return made;
  };

  it('shows for every process what ran, what failed, and what comes next', async () => {
    const good: BackgroundJob = {
      ...{ name: 'prune-things', intervalMs: 50, wakeOn: [] },
      run: (items) => items.forEach({ kind: 'run', items: [{ id: 1 }, { id: 2 }], work: async ({ id }) => fail(id) }),
    };
    const bad: BackgroundJob = {
      ...{ name: 'break-things', intervalMs: 60_000, wakeOn: [] },
      run: () => Promise.reject(new Error('the disk is away')),
    };
    const [one, two] = [started('one', good, bad), started('two', good)];
    const rows = await until('both processes have reported', async () => {
      one.wake('reconnect');
      two.wake('reconnect');
      const all = await listed();
      const isDone = all.filter(({ name, run_count }) => name !== 'report-job-status' && run_count > 0).length === 3;
      return isDone && all;
    });
    expect(rows.map(({ name, process }) => `${name} ${process.id}`)).to.deep.equal([
      'break-things one',
      'prune-things one',
      'prune-things two',
      'report-job-status one',
      'report-job-status two',
    ]);
    expect(rows[0]).to.include({ last_error: 'the disk is away', is_running: false, interval_ms: 60_000 });
    expect(rows[0]?.failure_streak).to.be.greaterThan(0);
    expect(new Date(rows[0]?.next_run_date as string)).to.be.greaterThan(new Date(rows[0]?.last_error_date as string));
    expect(rows[1]).to.include({ last_error: 'run 2: no run 2', failure_streak: 0, items_backed_off: 1 });
    expect(rows[1]?.process).to.include({ component: 'worker', hostname: 'here', pid: 7, is_live: true });
    await one.stop();
    expect((await listed()).map(({ process }) => process.id)).to.deep.equal(['two', 'two']);
    await api.db.query(`update hub_processes set heartbeat_at = now() - interval '31 seconds'`);
    expect((await listed())[0]?.process.is_live).to.equal(false);
    await two.stop();
    expect(await listed()).to.deep.equal([]);
  });

  it('forgets the processes that were not heard for a day', async () => {
    await api.db.query(
      `insert into hub_processes (id, component, hostname, pid, heartbeat_at)
       values ('gone', 'api', 'there', 1, now() - interval '25 hours')`,
    );
    const process = started('alive');
    await until('it is forgotten', async () => {
      const rows = await api.db.query(`select 1 from hub_processes where id = 'gone'`);
      return rows.length === 0;
    });
    await process.stop();
  });

  it('is for those who run the hub', async () => {
    for (const role of ['viewer', 'partner'] as const) {
      const key = await api.makeKey(role, role === 'partner' ? await api.makePartner() : null);
      expect((await api.call('GET', '/v2/jobs', { key })).status).to.equal(403);
    }
  });
});

function fail(id: number): void {
  if (id === 2) throw new Error('no run 2');
}
