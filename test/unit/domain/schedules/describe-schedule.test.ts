import { expect } from 'chai';
import { describeSchedule } from '../../../../src/domain/schedules/describe-schedule.ts';

describe('a schedule in words', () => {
  it('names the largest unit that fits', () => {
    const every = (seconds: number): string => describeSchedule({ kind: 'interval', every_s: seconds });
    expect([60, 300, 3600, 7200, 86_400, 90, 5400].map(every)).to.deep.equal([
      'Every minute',
      'Every 5 minutes',
      'Every hour',
      'Every 2 hours',
      'Every day',
      'Every 90 seconds',
      'Every 90 minutes',
    ]);
  });

  it('names the cron and its zone', () => {
    const cron = { kind: 'cron', expression: '0 9 * * 1', time_zone: 'Europe/Berlin' } as const;
    expect(describeSchedule(cron)).to.equal('Cron 0 9 * * 1 in Europe/Berlin');
  });
});
