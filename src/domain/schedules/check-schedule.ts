import type { InputIssue } from '../../errors/app-error.ts';
import { readCron } from './cron-expression.ts';
import { readUserSchedule } from './effective-schedule.ts';
import type { Schedule, SchedulePolicy } from './schedule.ts';
import { readScheduleText, toScheduleText } from './schedule-text.ts';
import { nextTimes } from './schedule-times.ts';
import { isTimeZone } from './zone-day.ts';

const MIN_EVERY_S = 60;
const MAX_EVERY_S = 366 * 86_400;

/** What is wrong with a schedule, with pointers that begin with `pointer`. */
export function checkSchedule(schedule: Schedule, pointer: string): InputIssue[] {
  if (schedule.kind === 'interval') return checkInterval(schedule.every_s, `${pointer}/every_s`);
  const issues: InputIssue[] = [];
  const reading = readCron(schedule.expression);
  if ('issue' in reading) issues.push({ pointer: `${pointer}/expression`, message: reading.issue });
  if (!isTimeZone(schedule.time_zone)) {
    const message = `"${schedule.time_zone}" is not a time zone of the IANA list, as Europe/Berlin or UTC are`;
    issues.push({ pointer: `${pointer}/time_zone`, message });
  }
  if (issues.length === 0 && !everFires(schedule)) {
    issues.push({ pointer: `${pointer}/expression`, message: 'never fires: no such date comes' });
  }
  return issues;
}

/** The same for all that an integration says. */
export function checkSchedulePolicy(policy: SchedulePolicy, pointer: string): InputIssue[] {
  const issues = policy.default ? checkSchedule(policy.default, `${pointer}/default`) : [];
  const seen = new Set<string>();
  for (const [index, choice] of policy.choices.entries()) {
    issues.push(...checkSchedule(choice, `${pointer}/choices/${index}`));
    const text = toScheduleText(choice);
    if (seen.has(text)) {
      const message = `is there twice as "${text}": end users choose by this text`;
      issues.push({ pointer: `${pointer}/choices/${index}`, message });
    }
    seen.add(text);
  }
  return issues;
}

/** What is wrong with what an end user chose. */
export function checkUserSchedule(text: string, policy: SchedulePolicy, pointer: string): InputIssue[] {
  if (policy.choices.length > 0 && readUserSchedule(text, policy) === null) {
    const offered = policy.choices.map((choice) => `"${toScheduleText(choice)}"`).join(', ');
    return [{ pointer, message: `is not among the integration's choices: ${offered}` }];
  }
  if (policy.choices.length > 0) return [];
  const schedule = readScheduleText(text) ?? ({ kind: 'cron', expression: text, time_zone: 'UTC' } as const);
  return checkSchedule(schedule, '').map(({ message }) => ({ pointer, message }));
}

function checkInterval(everyS: number, pointer: string): InputIssue[] {
  if (everyS >= MIN_EVERY_S && everyS <= MAX_EVERY_S && Number.isInteger(everyS)) return [];
  const message = `${everyS} seconds: an interval has whole seconds, ${MIN_EVERY_S} at least and ${MAX_EVERY_S} (366 days) at most`;
  return [{ pointer, message }];
}

function everFires(schedule: Schedule): boolean {
  return nextTimes({ schedule, tenantId: 1, spreadS: 0 }, new Date(0), 1).length > 0;
}
