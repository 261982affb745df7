import { checkSchedule, checkUserSchedule } from '../../domain/schedules/check-schedule.ts';
import type { Schedule, SchedulePolicy } from '../../domain/schedules/schedule.ts';
import { AppError } from '../../errors/app-error.ts';

/** The end user's choice is one that the integration offers; the tenant's own schedule may be any. @throws AppError invalid_input */
export function checkTenantSchedule(
  fields: { readonly userSchedule?: string | null; readonly schedule?: Schedule | null },
  policy: SchedulePolicy,
): void {
  const issues = [
    ...(fields.userSchedule ? checkUserSchedule(fields.userSchedule, policy, '/user_schedule') : []),
    ...(fields.schedule ? checkSchedule(fields.schedule, '/sync_schedule') : []),
  ];
  if (issues.length > 0) throw new AppError('invalid_input', 'The schedule is not valid.', { issues });
}
