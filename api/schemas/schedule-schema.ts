import { Type } from 'typebox';
import { CATCH_UPS } from '../../src/domain/schedules/schedule.ts';
import { Nullable, OneOf, Time } from './common-schema.ts';

/** Every so many seconds, or a cron of 5 fields in an IANA time zone (docs/schedules.md). */
export const ScheduleSchema = Type.Union(
  [
    Type.Object(
      { kind: OneOf(['interval']), every_s: Type.Integer({ description: 'Seconds, 60 to 31,622,400.' }) },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        kind: OneOf(['cron']),
        expression: Type.String({
          maxLength: 255,
          description: '5 fields: minute, hour, day of month, month, day of week.',
        }),
        time_zone: Type.String({ maxLength: 64, description: 'IANA, for instance Europe/Berlin.' }),
      },
      { additionalProperties: false },
    ),
  ],
  { $id: 'Schedule' },
);

/** What an integration says of its tenants' schedules; in a PATCH what is left out stays. */
export const SchedulePolicyBody = Type.Object(
  {
    default: Type.Optional(Nullable(ScheduleSchema)),
    choices: Type.Optional(Type.Array(ScheduleSchema, { maxItems: 50 })),
    paused_by_default: Type.Optional(Type.Boolean()),
    catch_up: Type.Optional(OneOf(CATCH_UPS)),
  },
  { $id: 'SchedulePolicyInput' },
);

export const SchedulePolicySchema = Type.Object(
  {
    default: Nullable(ScheduleSchema),
    choices: Type.Array(ScheduleSchema),
    paused_by_default: Type.Boolean(),
    catch_up: OneOf(CATCH_UPS),
  },
  { $id: 'SchedulePolicy' },
);

/** The schedule that is in effect, and whose it is. */
export const EffectiveScheduleSchema = Type.Object(
  {
    schedule: ScheduleSchema,
    source: OneOf(['tenant', 'user', 'integration']),
  },
  { $id: 'EffectiveSchedule' },
);

/** Null where a tenant isn't paused. */
export const PauseSchema = Type.Object(
  {
    paused_date: Time,
    paused_by: Nullable(Type.String()),
    paused_by_name: Nullable(Type.String()),
    note: Nullable(Type.String()),
    until: Nullable(Time),
  },
  { $id: 'Pause' },
);
