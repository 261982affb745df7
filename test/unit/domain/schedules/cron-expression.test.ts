import { expect } from 'chai';
import { type CronExpression, readCron } from '../../../../src/domain/schedules/cron-expression.ts';

const valid = (text: string): CronExpression => {
  const reading = readCron(text);
  if ('issue' in reading) throw new Error(reading.issue);
  return reading.cron;
};
const through = (low: number, high: number): number[] =>
  Array.from({ length: high - low + 1 }, (_, index) => low + index);

describe('readCron', () => {
  const FIELDS: readonly [text: string, field: keyof CronExpression, values: readonly number[]][] = [
    ['* * * * *', 'minutes', through(0, 59)],
    ['5 * * * *', 'minutes', [5]],
    ['*/20 * * * *', 'minutes', [0, 20, 40]],
    ['7/20 * * * *', 'minutes', [7, 27, 47]],
    ['10-20/5 * * * *', 'minutes', [10, 15, 20]],
    ['5,3,3-4 * * * *', 'minutes', [3, 4, 5]],
    ['0 * * * *', 'hours', through(0, 23)],
    ['0 0 31 * *', 'daysOfMonth', [31]],
    ['0 0 1 jan-MAR,12 *', 'months', [1, 2, 3, 12]],
    ['0 0 * * 7', 'daysOfWeek', [0]],
    ['0 0 * * MON-FRI', 'daysOfWeek', [1, 2, 3, 4, 5]],
    ['0 0 * * 5-7', 'daysOfWeek', [0, 5, 6]],
    ['0 0 * * */2', 'daysOfWeek', [0, 2, 4, 6]],
    ['  0\t0  * * 3/2 ', 'daysOfWeek', [3, 5]],
  ];
  for (const [text, field, values] of FIELDS) {
    it(`reads the ${field} of ${JSON.stringify(text)}`, () => expect(valid(text)[field]).to.deep.equal(values));
  }

  it('takes either day where both are named, both where one begins with a star', () => {
    const isEither = (text: string) => valid(text).isEitherDay;
    expect(['0 0 1 * 1', '0 0 1 * *', '0 0 * * 1', '0 0 */2 * 1'].map(isEither)).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
  });

  it('runs through the hours where that field begins with a star or names them all', () => {
    const runsThrough = (text: string) => valid(text).runsThroughHours;
    expect(['0 * * * *', '0 */2 * * *', '0 0-23 * * *', '0 1-5 * * *'].map(runsThrough)).to.deep.equal([
      ...[true, true, true, false],
    ]);
  });

  const FAULTS: readonly [text: string, issue: string][] = [
    ['', 'has to have 5 fields: minute, hour, day of month, month, day of week'],
    ['@daily', 'has to have 5 fields: minute, hour, day of month, month, day of week'],
    ['0 0 * * * *', 'has 6 fields; a cron expression has 5 here, without seconds or years'],
    ['60 * * * *', 'field 1 (minute): 60 is not within 0 to 59'],
    ['0 24 * * *', 'field 2 (hour): 24 is not within 0 to 23'],
    ['0 0 0 * *', 'field 3 (day of month): 0 is not within 1 to 31'],
    ['0 0 * 13 *', 'field 4 (month): 13 is not within 1 to 12'],
    ['0 0 * * 1-8', 'field 5 (day of week): 8 is not within 0 to 7'],
    ['0 0 * MON *', 'field 4 (month): "MON" is not a value of it'],
    ['0 0 L * *', 'field 3 (day of month): "L" is not a value of it'],
    ['99999 * * * *', 'field 1 (minute): "99999" is not a value of it'],
    ['30-10 * * * *', 'field 1 (minute): the range "30-10" runs backwards'],
    ['*/0 * * * *', 'field 1 (minute): the step of "*/0" has to be 1 to 59'],
    ['0 */99999999999 * * *', 'field 2 (hour): the step of "*/99999999999" has to be 1 to 23'],
    ['0 0 ? * *', 'field 3 (day of month): "?" is neither "*", a value, a range nor a step'],
    ['1,,2 * * * *', 'field 1 (minute): "" is neither "*", a value, a range nor a step'],
    ['1-2-3 * * * *', 'field 1 (minute): "1-2-3" is neither "*", a value, a range nor a step'],
  ];
  for (const [text, issue] of FAULTS) {
    it(`says what is wrong with ${JSON.stringify(text)}`, () => expect(readCron(text)).to.deep.equal({ issue }));
  }
});
