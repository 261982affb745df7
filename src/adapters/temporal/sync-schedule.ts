import {
  type CalendarSpec,
  type ScheduleDescription,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
  type ScheduleSpec,
  type ScheduleSpecDescription,
} from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { type ScheduleDrift, syncScheduleId, type TimerPlan, type TimerTimes } from '../../contracts/sync-timers.ts';
import { RUNS_QUEUE } from '../../contracts/task-queues.ts';
import { TICK_WORKFLOW_TYPE } from '../../contracts/tick-workflow.ts';
import { INTEGRATION_ID, PARTNER_ID, TENANT_ID } from './search-attribute-keys.ts';

/** What Temporal missed while it was away: PostgreSQL knows better what becomes of it. */
const CATCHUP_WINDOW_MS = 60_000;
const MAX_NOTE_CHARACTERS = 1000;

/** The whole Schedule of a tenant: its argument is the tenant's id alone. */
export function toScheduleOptions(plan: TimerPlan): ScheduleOptions {
  const scheduleId = syncScheduleId(plan.tenantId);
  const typedSearchAttributes = new TypedSearchAttributes([
    { key: INTEGRATION_ID, value: String(plan.integrationId) },
    { key: TENANT_ID, value: String(plan.tenantId) },
    ...(plan.partnerId === null ? [] : [{ key: PARTNER_ID, value: String(plan.partnerId) }]),
  ]);
  return {
    scheduleId,
    spec: toSpec(plan.times),
    action: {
      type: 'startWorkflow',
      workflowType: TICK_WORKFLOW_TYPE,
      workflowId: scheduleId,
      taskQueue: RUNS_QUEUE,
      args: [{ tenantId: plan.tenantId }],
      typedSearchAttributes,
      staticSummary: `${plan.integrationName} for ${plan.tenantName}: scheduled run`,
      staticDetails: plan.text,
    },
    // A tick is short, and must not wait for the run of the one before.
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: CATCHUP_WINDOW_MS, pauseOnFailure: false },
    state: { paused: plan.pause !== null, note: (plan.pause ?? plan.text).slice(0, MAX_NOTE_CHARACTERS) },
    typedSearchAttributes,
  };
}

function toSpec(times: TimerTimes): ScheduleSpec {
  if (times.kind === 'interval') return { intervals: [{ every: times.everyS * 1000, offset: times.offsetS * 1000 }] };
  return { calendars: times.times.map(toCalendar), timezone: 'UTC' };
}

const MONTHS = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'] as const),
  ...(['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];

function toCalendar(time: Date): CalendarSpec {
  return {
    year: time.getUTCFullYear(),
    month: MONTHS[time.getUTCMonth()] as (typeof MONTHS)[number],
    dayOfMonth: time.getUTCDate(),
    hour: time.getUTCHours(),
    minute: time.getUTCMinutes(),
    second: time.getUTCSeconds(),
  };
}

/** Returns what was changed in a tenant's Schedule by hand; null = nothing. */
export function findDrift(found: ScheduleDescription, plan: TimerPlan, now: Date): ScheduleDrift | null {
  if (found.state.paused !== (plan.pause !== null)) return found.state.paused ? 'paused_by_hand' : 'unpaused_by_hand';
  if (!isRightAction(found.action, plan)) return 'wrong_action';
  const { overlap, catchupWindow, pauseOnFailure } = found.policies;
  const isRightPolicy = overlap === ScheduleOverlapPolicy.ALLOW_ALL && catchupWindow === CATCHUP_WINDOW_MS;
  if (!isRightPolicy || pauseOnFailure || found.state.remainingActions !== undefined) return 'wrong_policy';
  return isRightSpec(found.spec, plan, now) ? null : 'wrong_times';
}

function isRightAction(action: ScheduleDescription['action'], plan: TimerPlan): boolean {
  const [input, ...more] = action.args ?? [];
  return (
    action.workflowType === TICK_WORKFLOW_TYPE &&
    action.taskQueue === RUNS_QUEUE &&
    action.workflowId === syncScheduleId(plan.tenantId) &&
    more.length === 0 &&
    JSON.stringify(input) === JSON.stringify({ tenantId: plan.tenantId })
  );
}

function isRightSpec(spec: ScheduleSpecDescription, plan: TimerPlan, now: Date): boolean {
  const { calendars = [], intervals = [], skip = [], startAt, endAt, jitter, timezone } = spec;
  if (skip.length > 0 || startAt || endAt || (jitter ?? 0) > 0 || !['', 'UTC', undefined].includes(timezone))
    return false;
  if (plan.times.kind === 'times') return intervals.length === 0 && isRightCalendars(calendars, plan, now);
  const [only, ...more] = intervals;
  const { everyS, offsetS } = plan.times;
  const isRightInterval = only?.every === everyS * 1000 && (only.offset ?? 0) === offsetS * 1000;
  return isRightInterval && more.length === 0 && calendars.length === 0;
}

/** Those that are over, and how many there are, don't matter; of a paused tenant none does. */
function isRightCalendars(
  calendars: NonNullable<ScheduleSpecDescription['calendars']>,
  plan: TimerPlan,
  now: Date,
): boolean {
  const times = plan.times.kind === 'times' ? plan.times.times : [];
  if (plan.pause !== null) return true;
  const known = calendars.map(toTime);
  if (known.includes(null)) return false;
  const ahead = (known as number[]).filter((time) => time > now.getTime()).sort((left, right) => left - right);
  const wanted = times.map((time) => time.getTime()).filter((time) => time > now.getTime());
  return (
    ahead.length > 0 === wanted.length > 0 &&
    ahead.every((time, index) => index >= wanted.length || time === wanted[index])
  );
}

/** The one moment that a calendar names; null where it names several, or the time zone isn't UTC's. */
function toTime(calendar: NonNullable<ScheduleSpecDescription['calendars']>[number]): number | null {
  const { year, month, dayOfMonth, hour, minute, second } = calendar;
  const fields = [year, month, dayOfMonth, hour, minute, second];
  if (!fields.every((ranges) => ranges?.length === 1 && ranges[0]?.start === ranges[0]?.end)) return null;
  const [y, m, d, h, min, s] = fields.map((ranges) => ranges?.[0]?.start) as [
    number,
    string,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(y, MONTHS.indexOf(m as (typeof MONTHS)[number]), d, h, min, s);
}
