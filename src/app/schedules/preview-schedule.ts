import type { Sql } from '../../db/database.ts';
import { checkSchedule } from '../../domain/schedules/check-schedule.ts';
import type { EffectiveSchedule } from '../../domain/schedules/effective-schedule.ts';
import type { Schedule } from '../../domain/schedules/schedule.ts';
import { nextTimes } from '../../domain/schedules/schedule-times.ts';
import { AppError } from '../../errors/app-error.ts';
import { readPlans } from './lock-plans.ts';

export interface SchedulePreview {
  readonly effective: EffectiveSchedule | null;
  readonly isPaused: boolean;
  /** When it syncs, spread included; of a paused tenant from its `until` on, else as if it were resumed now. */
  readonly times: readonly Date[];
}

export interface PreviewInput {
  readonly tenantId: number;
  readonly spreadS: number;
  readonly count: number;
  /** null = the present one. */
  readonly proposed: Schedule | null;
}

/** The next times of a tenant, by its present schedule or by a proposed one. @throws AppError not_found, invalid_input */
export async function previewSchedule(sql: Sql, input: PreviewInput): Promise<SchedulePreview> {
  const [plan] = await readPlans(sql, [input.tenantId]);
  if (!plan) throw new AppError('not_found', 'There is no tenant with this id.');
  const { tenantId, spreadS, count, proposed } = input;
  if (proposed) checkProposed(proposed);
  const effective = proposed ? ({ schedule: proposed, source: 'tenant' } as const) : plan.effective;
  const { isPaused, pausedUntil, isArchived, now } = plan;
  if (!effective || isArchived) return { effective, isPaused, times: [] };
  const after = isPaused && pausedUntil !== null && pausedUntil > now ? pausedUntil : now;
  const times = nextTimes({ schedule: effective.schedule, tenantId, spreadS }, after, count);
  return { effective, isPaused, times };
}

/** Returns the next times of a schedule that no tenant has yet, without the spread that each tenant has. @throws AppError invalid_input */
export function previewProposed(schedule: Schedule, after: Date, count: number): Date[] {
  checkProposed(schedule);
  return nextTimes({ schedule, tenantId: 0, spreadS: 0 }, after, count);
}

function checkProposed(schedule: Schedule): void {
  const issues = checkSchedule(schedule, '').map(({ pointer, message }) => ({
    pointer: QUERY[pointer] ?? '',
    message,
  }));
  if (issues.length > 0) throw new AppError('invalid_input', 'The schedule is not valid.', { issues });
}

/** Where the parts of a schedule stand in a query. */
const QUERY: Readonly<Record<string, string>> = {
  '/every_s': '/query/every_s',
  '/expression': '/query/cron',
  '/time_zone': '/query/time_zone',
};
