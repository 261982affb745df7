import { expect } from 'chai';
import type { Schedule } from '../../../../src/domain/schedules/schedule.ts';
import { dueTimes, latestTimes, nextTimes } from '../../../../src/domain/schedules/schedule-times.ts';
import { toZonedTime } from '../../../../src/domain/schedules/zone-day.ts';

const cron = (expression: string, timeZone: string): Schedule => ({ kind: 'cron', expression, time_zone: timeZone });
const every = (everyS: number): Schedule => ({ kind: 'interval', every_s: everyS });

/** `03-29 01:00`, in UTC. */
const brief = (time: Date): string => time.toISOString().slice(5, 16).replace('T', ' ');

describe('the times of a cron', () => {
  const ROWS: readonly [rule: string, expression: string, zone: string, after: string, times: readonly string[]][] = [
    [
      'a skipped time happens at the first moment after the gap',
      ...(['30 2 * * *', 'Europe/Berlin', '2026-03-27T12:00Z', ['03-28 01:30', '03-29 01:00', '03-30 00:30']] as const),
    ],
    [
      'a repeated time happens the first time only',
      ...(['30 2 * * *', 'Europe/Berlin', '2026-10-23T12:00Z', ['10-24 00:30', '10-25 00:30', '10-26 01:30']] as const),
    ],
    [
      'a skipped time that falls on another one is that one',
      ...(['0 2,3 * * *', 'Europe/Berlin', '2026-03-28T12:00Z', ['03-29 01:00', '03-30 00:00']] as const),
    ],
    [
      'every hour goes by elapsed time where an hour is skipped',
      ...(['30 * * * *', 'Europe/Berlin', '2026-03-28T23:00Z', ['03-28 23:30', '03-29 00:30', '03-29 01:30']] as const),
    ],
    [
      'every hour goes by elapsed time where an hour is repeated',
      ...(['30 * * * *', 'Europe/Berlin', '2026-10-24T23:45Z', ['10-25 00:30', '10-25 01:30', '10-25 02:30']] as const),
    ],
    [
      'every second hour loses nothing where its hour is skipped',
      ...([
        '0 */2 * * *',
        'Europe/Berlin',
        '2026-03-28T22:00Z',
        ['03-28 23:00', '03-29 01:00', '03-29 02:00'],
      ] as const),
    ],
    [
      'New York skips an hour too',
      ...([
        '30 2 * * *',
        'America/New_York',
        '2026-03-07T00:00Z',
        ['03-07 07:30', '03-08 07:00', '03-09 06:30'],
      ] as const),
    ],
    [
      'New York repeats an hour too',
      ...([
        '30 1 * * *',
        'America/New_York',
        '2026-10-31T00:00Z',
        ['10-31 05:30', '11-01 05:30', '11-02 06:30'],
      ] as const),
    ],
    [
      'Lord Howe skips half an hour',
      ...([
        '15 2 * * *',
        'Australia/Lord_Howe',
        '2026-10-02T12:00Z',
        ['10-02 15:45', '10-03 15:30', '10-04 15:15'],
      ] as const),
    ],
    [
      'every hour loses nothing to half an hour',
      ...([
        '15 * * * *',
        'Australia/Lord_Howe',
        '2026-10-03T14:00Z',
        ['10-03 14:45', '10-03 15:45', '10-03 16:15'],
      ] as const),
    ],
    [
      'Samoa left out a whole day',
      ...(['0 12 * * *', 'Pacific/Apia', '2011-12-29T12:00Z', ['12-29 22:00', '12-30 10:00', '12-30 22:00']] as const),
    ],
    [
      'day of month or day of week, where both are named',
      ...(['0 0 13 * FRI', 'UTC', '2026-03-01T00:00Z', ['03-06 00:00', '03-13 00:00', '03-20 00:00']] as const),
    ],
    [
      'day of month and day of week, where one begins with a star',
      ...(['0 0 */2 * FRI', 'UTC', '2026-03-01T00:00Z', ['03-13 00:00', '03-27 00:00', '04-03 00:00']] as const),
    ],
  ];
  for (const [rule, expression, zone, after, times] of ROWS) {
    it(`${rule}: ${expression} in ${zone}`, () => {
      const timing = { schedule: cron(expression, zone), tenantId: 1, spreadS: 0 };
      expect(nextTimes(timing, new Date(after), 3).map(brief).slice(0, times.length)).to.deep.equal(times);
    });
  }

  it('come on 29 February in leap years', () => {
    const timing = { schedule: cron('0 0 29 2 *', 'UTC'), tenantId: 1, spreadS: 0 };
    const years = nextTimes(timing, new Date('2096-01-01'), 2).map((time) => time.getUTCFullYear());
    expect(years).to.deep.equal([2096, 2104]);
  });

  it('come each day over eight years, the changes of clocks included', () => {
    const timing = { schedule: cron('30 2 * * *', 'Europe/Berlin'), tenantId: 1, spreadS: 0 };
    const times = nextTimes(timing, new Date('2026-01-01'), 8 * 365);
    const hours = times.map((time, index) => (time.getTime() - Number(times[index - 1] ?? time)) / 3_600_000);
    const unusual = hours.slice(1).filter((gap) => gap !== 24);
    expect(unusual.sort()).to.deep.equal([...Array(8).fill(23.5), ...Array(8).fill(23.5), ...Array(8).fill(25)].sort());
  });

  it('are none on 30 February, with an unknown zone, and of what is no cron', () => {
    for (const schedule of [cron('0 0 30 2 *', 'UTC'), cron('0 0 * * *', 'Mars/Base'), cron('often', 'UTC')]) {
      const timing = { schedule, tenantId: 1, spreadS: 0 };
      expect(nextTimes(timing, new Date('2026-01-01'), 1)).to.deep.equal([]);
      expect(latestTimes(timing, new Date('2026-01-01'), new Date('2026-06-01'), 5)).to.deep.equal([]);
    }
  });

  it('stay the same on every tick over the months, one by one or all at once', () => {
    const timing = { schedule: cron('*/20 1-3 * * *', 'Europe/Berlin'), tenantId: 77, spreadS: 300 };
    const all = nextTimes(timing, new Date('2026-01-01'), 1000);
    let at = new Date('2026-01-01');
    for (const expected of all) {
      at = nextTimes(timing, at, 1)[0] as Date;
      expect(at).to.deep.equal(expected);
    }
  });
});

describe('the spread', () => {
  const daily = cron('0 6 * * *', 'UTC');
  const delays = (schedule: Schedule, spreadS: number): number[] =>
    Array.from({ length: 600 }, (_, index) => {
      const [time] = nextTimes({ schedule, tenantId: index + 1, spreadS }, new Date('2026-01-01T05:59:59Z'), 1);
      return ((time as Date).getTime() - Date.UTC(2026, 0, 1, 6)) / 1000;
    });

  it('puts tenants of a cron off by less than the setting, evenly, the same each time', () => {
    const seconds = delays(daily, 300);
    expect(Math.min(...seconds)).to.be.within(0, 5);
    expect(Math.max(...seconds)).to.be.within(294, 299);
    const perMinute = [0, 1, 2, 3, 4].map((minute) => seconds.filter((s) => Math.floor(s / 60) === minute).length);
    expect(Math.min(...perMinute)).to.be.greaterThan(80);
    expect(delays(daily, 300)).to.deep.equal(seconds);
  });

  it('stays below the smallest gap of the cron', () => {
    expect(Math.max(...delays(cron('* * * * *', 'UTC'), 3600))).to.be.lessThan(60);
  });

  it('is nothing where the setting is 0', () => {
    expect(new Set(delays(daily, 0))).to.deep.equal(new Set([0]));
  });
});

describe('the times of an interval', () => {
  const timing = { schedule: every(3600), tenantId: 5, spreadS: 300 };

  it('lie on a grid that nothing shifts, another one for each tenant', () => {
    const times = nextTimes(timing, new Date('2026-01-01'), 48).map((time) => time.getTime());
    expect(times.every((time, index) => index === 0 || time - (times[index - 1] as number) === 3_600_000)).to.equal(
      true,
    );
    const offsets = [1, 2, 3, 4, 5, 5 * 2 ** 33].map(
      (tenantId) => (nextTimes({ ...timing, tenantId }, new Date(0), 1)[0] as Date).getTime() % 3_600_000,
    );
    expect(new Set(offsets).size).to.equal(6);
  });

  it('go on after a time, not with it', () => {
    const [first, second] = nextTimes(timing, new Date('2026-01-01'), 2) as [Date, Date];
    expect(nextTimes(timing, first, 1)).to.deep.equal([second]);
  });

  it('are found from the newest on, both ends included', () => {
    const times = nextTimes(timing, new Date('2026-01-01'), 100);
    const [from, to] = [times[0] as Date, times[99] as Date];
    expect(latestTimes(timing, from, to, 1000)).to.deep.equal(times);
    expect(latestTimes(timing, from, to, 3)).to.deep.equal(times.slice(97));
    expect(latestTimes(timing, from, from, 3)).to.deep.equal([from]);
    expect(latestTimes(timing, new Date(from.getTime() + 1), new Date(from.getTime() + 2), 3)).to.deep.equal([]);
    expect(latestTimes(timing, to, from, 3)).to.deep.equal([]);
  });
});

describe('a time by the clock of a zone', () => {
  for (const [zone, at, local] of [
    ['UTC', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00+00:00'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00+02:00'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31T20:30:00-03:30'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '2026-01-01T05:45:00+05:45'],
  ] as const) {
    it(`is ${local} in ${zone}`, () => expect(toZonedTime(zone, new Date(at))).to.equal(local));
  }
});

describe('what is due', () => {
  const morning = (spreadS: number) => ({ schedule: cron('0 6 * * *', 'UTC'), tenantId: 8, spreadS });
  const timeOf = (day: number, spreadS: number) =>
    nextTimes(morning(spreadS), new Date(Date.UTC(2026, 0, day)), 1)[0] as Date;

  it('is each time from the due one to now, the newest of them where there are too many', () => {
    const now = new Date(timeOf(4, 300).getTime() + 1000);
    const times = [2, 3, 4].map((day) => timeOf(day, 300));
    expect(dueTimes(morning(300), timeOf(2, 300), now, 10)).to.deep.equal({ times, next: timeOf(5, 300) });
    expect(dueTimes(morning(300), timeOf(2, 300), now, 2).times).to.deep.equal(times.slice(1));
  });

  for (const [before, after] of [
    [300, 0],
    [0, 300],
    [3600, 60],
  ] as const) {
    it(`is a time once where the spread was ${before} s as it was promised and is ${after} s now`, () => {
      const due = timeOf(2, before);
      expect(timeOf(2, after)).not.to.deep.equal(due);
      expect(dueTimes(morning(after), due, due, 10)).to.deep.equal({ times: [due], next: timeOf(3, after) });
      const late = new Date(timeOf(3, after).getTime() + 1);
      expect(dueTimes(morning(after), due, late, 10).times).to.deep.equal([due, timeOf(3, after)]);
    });
  }

  it('is the promised one where the schedule can be read no more', () => {
    const due = new Date('2026-01-02T06:00:00Z');
    const timing = { schedule: cron('often', 'UTC'), tenantId: 1, spreadS: 300 };
    expect(dueTimes(timing, due, due, 10)).to.deep.equal({ times: [due], next: null });
    const interval = { ...timing, schedule: every(3600) };
    expect(dueTimes(interval, due, due, 10).times).to.deep.equal([due]);
  });
});
