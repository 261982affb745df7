import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { pino } from 'pino';
import type { ItemRunner } from '../../../src/base/jobs/item-runner.ts';
import type { Job } from '../../../src/base/jobs/job.ts';
import { JobRunner } from '../../../src/base/jobs/job-runner.ts';
import { describeError } from '../../../src/base/logging/describe-error.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { ManualClock } from '../../support/manual-clock.ts';

type Signal = 'run' | 'build';

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly job: string;
  readonly subject?: string;
  readonly failures?: number;
  readonly err?: { readonly message?: string; readonly stack?: string };
}

describe('the job runner', () => {
  const aJob = (name: string, run: Job<Signal>['run'], fields: Partial<Job<Signal>> = {}): Job<Signal> => ({
    ...{ name, intervalMs: 1_000, wakeOn: [] },
    ...fields,
    run,
  });
  const start = (...jobs: readonly Job<Signal>[]) => {
    const lines: LogLine[] = [];
    const write = (line: string): void => void lines.push(JSON.parse(line) as LogLine);
    const logger = pino({ level: 'info', serializers: { err: describeError } }, { write });
    const clock = new ManualClock();
    const runner = new JobRunner<Signal>({ jobs, logger, clock });
    return { runner, clock, lines };
  };
  const statusOf = (runner: JobRunner<Signal>, name: string) => {
    const status = runner.statuses.find((one) => one.name === name);
    if (!status) throw new Error(`no job ${name}`);
    return status;
  };

  it('runs each job at the start and at its interval', async () => {
    const runs: string[] = [];
    const { runner, clock } = start(
      aJob('often', async () => runs.push('often')),
      aJob('rarely', async () => runs.push('rarely'), { intervalMs: 3_000 }),
    );
    runner.start();
    await clock.advance(100);
    expect(runs).to.deep.equal(['often', 'rarely']);
    await clock.advance(3_000);
    expect(runs).to.deep.equal(['often', 'rarely', 'often', 'often', 'often', 'rarely']);
    await runner.stop();
  });

  it('holds no job up while another one waits for something slow', async () => {
    const slow = Promise.withResolvers<number>();
    let quick = 0;
    const { runner, clock } = start(
      aJob('slow', () => slow.promise),
      aJob('quick', async () => ++quick),
    );
    runner.start();
    await clock.advance(10_100);
    expect(quick).to.equal(11);
    expect(statusOf(runner, 'slow')).to.include({ isRunning: true, runCount: 0, nextRunAt: null });
    slow.resolve(1);
    await turn();
    expect(statusOf(runner, 'slow')).to.include({ isRunning: false, runCount: 1, lastDurationMs: 10_100 });
    await runner.stop();
  });

  it('wakes the jobs that wait for a signal, at once or once more after the run under way', async () => {
    const gates = [1, 2, 3].map(() => Promise.withResolvers<number>());
    let begun = 0;
    const { runner, clock } = start(
      aJob('builds', () => (gates[begun++] as (typeof gates)[number]).promise, {
        wakeOn: ['build'],
        intervalMs: 60_000,
      }),
      aJob('other', async () => 0, { wakeOn: ['run'], intervalMs: 60_000 }),
    );
    runner.wake('build');
    await turn();
    expect(begun).to.equal(1);
    for (let count = 0; count < 5; count += 1) runner.wake('build');
    gates[0]?.resolve(1);
    await turn();
    expect(begun).to.equal(2);
    gates[1]?.resolve(1);
    await turn();
    expect(begun).to.equal(2);
    expect(statusOf(runner, 'other').runCount).to.equal(0);
    await clock.advance(59_000);
    expect(begun).to.equal(2);
    await clock.advance(1_000);
    expect(begun).to.equal(3);
    gates[2]?.resolve(1);
    await runner.stop();
    runner.wake('build');
    await turn();
    expect(begun).to.equal(3);
  });

  it('tries a job that fails again with back-off, logs it with job and stack, and says when it works again', async () => {
    const at: number[] = [];
    let isBroken = true;
    const { runner, clock, lines } = start(
      aJob(
        'failing',
        async () => {
          at.push(clock.monotonicMs());
          if (isBroken) throw new Error('the disk is away', { cause: new Error('no space left') });
          return 0;
        },
        { intervalMs: 600_000 },
      ),
    );
    runner.start();
    await clock.advance(15_000);
    expect(at).to.deep.equal([0, 1_000, 3_000, 7_000, 15_000]);
    expect(statusOf(runner, 'failing')).to.deep.include({ failureStreak: 5, lastDurationMs: 0 });
    expect(statusOf(runner, 'failing').lastError?.message).to.equal('the disk is away: no space left');
    // The first, second and fourth of the streak.
    expect(lines.map(({ job, failures }) => ({ job, failures }))).to.deep.equal(
      [1, 2, 4].map((failures) => ({ job: 'failing', failures })),
    );
    expect(lines[0]?.err).to.deep.include({ name: 'Error', message: 'the disk is away' });
    expect(lines[0]?.err?.stack).to.contain('job-runner.test.ts');
    isBroken = false;
    await clock.advance(16_000);
    expect(lines.at(-1)).to.include({ msg: 'a job works again', failures: 5 });
    await clock.advance(600_000);
    expect(at).to.have.length(7);
    await runner.stop();
  });

  it('tries a job of a short interval again at least every 5 s', async () => {
    let count = 0;
    const { runner, clock } = start(
      aJob('queue', async () => {
        count += 1;
        throw new Error('away');
      }),
    );
    runner.start();
    await clock.advance(60_000);
    const before = count;
    await clock.advance(60_000);
    expect(count - before).to.equal(12);
    await runner.stop();
  });

  it('logs an item that throws with its id, leaves it alone for a while, and goes on with the rest', async () => {
    const tried: number[] = [];
    const skipped: (readonly number[])[] = [];
    const { runner, clock, lines } = start(
      aJob('items', async (items) => {
        skipped.push(items.backedOff('run'));
        return items.forEach({
          kind: 'run',
          items: [1, 2, 3].map((id) => ({ id })),
          work: async ({ id }) => {
            tried.push(id);
            if (id === 2) throw new Error('a broken one');
          },
        });
      }),
    );
    runner.start();
    await clock.advance(0);
    expect(tried).to.deep.equal([1, 2, 3]);
    expect(lines).to.have.length(1);
    expect(lines[0]).to.include({ job: 'items', subject: 'run:2', msg: 'an item of a job failed' });
    expect(statusOf(runner, 'items')).to.include({ failureStreak: 0, itemsDone: 2, itemsFailed: 1, itemsBackedOff: 1 });
    expect(statusOf(runner, 'items').lastError?.message).to.equal('run 2: a broken one');
    await clock.advance(1_000);
    expect(skipped).to.deep.equal([[], [2]]);
    expect(tried).to.deep.equal([1, 2, 3, 1, 3]);
    await clock.advance(600_000);
    // 2 s, 4 s, 8 s … 256 s, 300 s.
    expect(tried.filter((id) => id === 2)).to.have.length(9);
    await runner.stop();
  });

  it('stops at several items in a row for which a service does not answer, and takes others the next time', async () => {
    const tried: number[][] = [];
    const { runner, clock, lines } = start(
      aJob('starts', async (items: ItemRunner) => {
        const round: number[] = [];
        tried.push(round);
        return items.forEach({
          kind: 'run',
          items: Array.from({ length: 100 }, (_, id) => ({ id })),
          work: async ({ id }) => {
            round.push(id);
            throw new AppError('temporal_unavailable', 'Temporal does not answer.');
          },
        });
      }),
    );
    runner.start();
    await clock.advance(0);
    expect(tried).to.deep.equal([[0, 1, 2]]);
    await clock.advance(1_000);
    expect(tried[1]).to.deep.equal([3, 4, 5]);
    expect(statusOf(runner, 'starts').failureStreak).to.equal(2);
    expect(lines.filter(({ subject }) => subject === undefined)).to.have.length(2);
    await runner.stop();
  });

  it('aborts the signal of runs under way when it stops, waits for them, and logs no error for that', async () => {
    let isAborted = false;
    const { runner, clock, lines } = start(
      aJob('long', ({ signal }) => {
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            isAborted = true;
            reject(signal.reason as Error);
          });
        });
      }),
    );
    runner.start();
    await clock.advance(0);
    await runner.stop();
    expect(isAborted).to.equal(true);
    expect(lines).to.deep.equal([]);
    await clock.advance(100_000);
    expect(statusOf(runner, 'long')).to.include({ runCount: 1, isRunning: false, nextRunAt: null });
  });
});
