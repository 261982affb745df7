import { expect } from 'chai';
import { timesToCatchUp } from '../../../../src/domain/schedules/catch-up.ts';
import {
  checkSchedule,
  checkSchedulePolicy,
  checkUserSchedule,
} from '../../../../src/domain/schedules/check-schedule.ts';
import { effectiveSchedule } from '../../../../src/domain/schedules/effective-schedule.ts';
import { type Schedule, toSchedulePolicy } from '../../../../src/domain/schedules/schedule.ts';
import { readScheduleText, toScheduleText } from '../../../../src/domain/schedules/schedule-text.ts';
import { isPausedAtFirst } from '../../../../src/domain/tenants/tenant.ts';

const every = (everyS: number): Schedule => ({ kind: 'interval', every_s: everyS });
const cron = (expression: string, timeZone = 'UTC'): Schedule => ({ kind: 'cron', expression, time_zone: timeZone });
const NO_POLICY = toSchedulePolicy({});
const said = (issues: readonly { pointer: string; message: string }[]) =>
  issues.map(({ pointer, message }) => `${pointer}: ${message}`);

describe('the schedule as text', () => {
  const TEXTS: readonly [Schedule, string][] = [
    [every(60), '@every 1m'],
    [every(90), '@every 90s'],
    [every(5400), '@every 90m'],
    [every(7200), '@every 2h'],
    [every(172_800), '@every 2d'],
    [cron('0 6 * * *'), '0 6 * * *'],
  ];
  for (const [schedule, text] of TEXTS) {
    it(`is ${text}, and reads back`, () => {
      expect(toScheduleText(schedule)).to.equal(text);
      expect(readScheduleText(text)).to.deep.equal(schedule);
    });
  }

  it('is none where it is neither', () => {
    for (const text of ['', 'hourly', '@every h', '@every 1w', '@every -1h', '61 * * * *']) {
      expect(readScheduleText(text), text).to.equal(null);
    }
  });
});

describe('the schedule that counts', () => {
  const policy = toSchedulePolicy({ default: every(3600) });

  it("is the tenant's own, else the end user's, else the integration's, else none", () => {
    const all = { own: every(60), userSchedule: '0 6 * * *', policy };
    expect(effectiveSchedule(all)).to.deep.equal({ schedule: every(60), source: 'tenant' });
    expect(effectiveSchedule({ ...all, own: null })).to.deep.equal({ schedule: cron('0 6 * * *'), source: 'user' });
    const integrations = { schedule: every(3600), source: 'integration' };
    expect(effectiveSchedule({ ...all, own: null, userSchedule: null })).to.deep.equal(integrations);
    expect(effectiveSchedule({ own: null, userSchedule: null, policy: NO_POLICY })).to.equal(null);
  });

  it("is not the end user's where that can't be read or is offered no more", () => {
    const integrations = { schedule: every(3600), source: 'integration' };
    expect(effectiveSchedule({ own: null, userSchedule: 'often', policy })).to.deep.equal(integrations);
    const choosy = { ...policy, choices: [cron('0 6 * * *', 'Asia/Tokyo')] };
    expect(effectiveSchedule({ own: null, userSchedule: '0 7 * * *', policy: choosy })).to.deep.equal(integrations);
    const chosen = { schedule: cron('0 6 * * *', 'Asia/Tokyo'), source: 'user' };
    expect(effectiveSchedule({ own: null, userSchedule: '0 6 * * *', policy: choosy })).to.deep.equal(chosen);
  });
});

describe('a schedule that is checked', () => {
  it('is fine as an interval of whole seconds from a minute to 366 days', () => {
    for (const seconds of [60, 31_622_400]) expect(checkSchedule(every(seconds), '')).to.deep.equal([]);
    for (const seconds of [59, 0, -60, 60.5, 31_622_401]) {
      expect(checkSchedule(every(seconds), '/x')).to.have.length(1);
      expect(checkSchedule(every(seconds), '/x')[0]?.pointer).to.equal('/x/every_s');
    }
  });

  it('is fine as a cron of a zone that there is, and that fires', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'Etc/GMT+5']) {
      expect(checkSchedule(cron('0 0 29 2 *', zone), '')).to.deep.equal([]);
    }
    for (const zone of ['Mars/Base', '+02:00', '']) {
      expect(checkSchedule(cron('0 0 * * *', zone), '/x')[0]?.pointer).to.equal('/x/time_zone');
    }
    for (const never of ['0 0 30 2 *', '0 0 31 4,6,9,11 *']) {
      expect(said(checkSchedule(cron(never), '/x'))).to.deep.equal(['/x/expression: never fires: no such date comes']);
    }
  });

  it('is told with each of its faults', () => {
    expect(said(checkSchedule(cron('60 * * * *', 'Mars/Base'), '/x'))).to.deep.equal([
      '/x/expression: field 1 (minute): 60 is not within 0 to 59',
      '/x/time_zone: "Mars/Base" is not a time zone of the IANA list, as Europe/Berlin or UTC are',
    ]);
  });

  it('may be chosen by an end user where it is offered, or where all are', () => {
    expect(checkUserSchedule('*/5 * * * *', NO_POLICY, '/u')).to.deep.equal([]);
    expect(checkUserSchedule('@every 15m', NO_POLICY, '/u')).to.deep.equal([]);
    expect(said(checkUserSchedule('0 0 30 2 *', NO_POLICY, '/u'))).to.deep.equal([
      '/u: never fires: no such date comes',
    ]);
    expect(said(checkUserSchedule('@every 5s', NO_POLICY, '/u'))).to.have.length(1);
    expect(said(checkUserSchedule('a b', NO_POLICY, '/u'))).to.deep.equal([
      '/u: has to have 5 fields: minute, hour, day of month, month, day of week',
    ]);
    const policy = toSchedulePolicy({ choices: [every(3600)] });
    expect(checkUserSchedule('@every 1h', policy, '/u')).to.deep.equal([]);
    expect(said(checkUserSchedule('@every 2h', policy, '/u'))).to.deep.equal([
      `/u: is not among the integration's choices: "@every 1h"`,
    ]);
  });

  it('is checked in all places of a policy, and no two choices read the same', () => {
    expect(checkSchedulePolicy(NO_POLICY, '/s')).to.deep.equal([]);
    const policy = toSchedulePolicy({
      default: every(1),
      choices: [every(2), cron('0 0 * * *'), cron('0 0 * * *', 'Asia/Tokyo')],
    });
    expect(checkSchedulePolicy(policy, '/s').map(({ pointer }) => pointer)).to.deep.equal([
      ...['/s/default/every_s', '/s/choices/0/every_s', '/s/choices/2'],
    ]);
  });
});

describe('a new tenant', () => {
  it('waits for its resume where it comes from the API, else as the integration says', () => {
    const policy = toSchedulePolicy({ paused_by_default: true });
    expect([isPausedAtFirst('api', NO_POLICY), isPausedAtFirst('marketplace', NO_POLICY)]).to.deep.equal([true, false]);
    expect(isPausedAtFirst('marketplace', policy)).to.equal(true);
  });
});

describe('what is caught up', () => {
  const now = new Date('2026-01-01T12:00:00Z');
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  const due = [ago(7200), ago(61), ago(60), ago(0)];

  it('is all, the last, or what is a minute late at most', () => {
    expect(timesToCatchUp(due, now, 'all')).to.deep.equal(due);
    expect(timesToCatchUp(due, now, 'last')).to.deep.equal([ago(0)]);
    expect(timesToCatchUp(due, now, 'none')).to.deep.equal([ago(60), ago(0)]);
    expect(timesToCatchUp([ago(3600)], now, 'last')).to.deep.equal([ago(3600)]);
    for (const catchUp of ['all', 'last', 'none'] as const) expect(timesToCatchUp([], now, catchUp)).to.deep.equal([]);
  });
});
