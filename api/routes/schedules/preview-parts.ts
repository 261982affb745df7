import { type Static, Type } from 'typebox';
import type { EffectiveSchedule } from '../../../src/domain/schedules/effective-schedule.ts';
import type { Schedule } from '../../../src/domain/schedules/schedule.ts';
import { toZonedTime } from '../../../src/domain/schedules/zone-day.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { Nullable, Time, toTime } from '../../schemas/common-schema.ts';
import { EffectiveScheduleSchema } from '../../schemas/schedule-schema.ts';

export const PreviewQuery = Type.Object({
  count: Type.Integer({ minimum: 1, maximum: 50, default: 5 }),
  cron: Type.Optional(Type.String({ maxLength: 255, description: 'A proposed cron, with time_zone.' })),
  time_zone: Type.Optional(Type.String({ maxLength: 64, description: 'IANA; UTC unless given.' })),
  every_s: Type.Optional(Type.Integer({ description: 'A proposed interval instead, in seconds.' })),
});

export const SchedulePreviewSchema = Type.Object(
  {
    effective_schedule: Nullable(EffectiveScheduleSchema),
    paused: Type.Boolean(),
    time_zone: Type.String(),
    times: Type.Array(Type.Object({ at: Time, local: Type.String({ description: "The same by the zone's clock." }) })),
  },
  { $id: 'SchedulePreview' },
);

/** Returns the schedule in the query; null where there is none. @throws AppError invalid_input */
export function readProposed(query: Static<typeof PreviewQuery>): Schedule | null {
  const { cron, time_zone: timeZone, every_s: everyS } = query;
  if (everyS !== undefined && (cron !== undefined || timeZone !== undefined)) {
    throw invalidPreview('/query/every_s', 'is an interval; leave cron and time_zone out, or this one');
  }
  if (everyS !== undefined) return { kind: 'interval', every_s: everyS };
  if (cron !== undefined) return { kind: 'cron', expression: cron, time_zone: timeZone ?? 'UTC' };
  if (timeZone !== undefined) throw invalidPreview('/query/time_zone', 'goes with a cron');
  return null;
}

export function toPreviewJson(
  effective: EffectiveSchedule | null,
  isPaused: boolean,
  times: readonly Date[],
): Static<typeof SchedulePreviewSchema> {
  const zone = effective?.schedule.kind === 'cron' ? effective.schedule.time_zone : 'UTC';
  return {
    effective_schedule: effective,
    paused: isPaused,
    time_zone: zone,
    times: times.map((time) => ({ at: toTime(time), local: toZonedTime(zone, time) })),
  };
}

export function invalidPreview(pointer: string, message: string): AppError {
  return new AppError('invalid_input', 'The query is not valid.', { issues: [{ pointer, message }] });
}
