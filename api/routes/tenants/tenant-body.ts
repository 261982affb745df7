import { Type } from 'typebox';
import { FreeObject, Id, Nullable } from '../../schemas/common-schema.ts';
import { ScheduleSchema } from '../../schemas/schedule-schema.ts';

/** What creating and editing have in common. */
export const tenantFields = {
  user_schedule: Type.Optional(
    Nullable(
      Type.String({ maxLength: 255, description: 'A cron of 5 fields in UTC, or one of the choices as they read.' }),
    ),
  ),
  sync_schedule: Type.Optional(Nullable(ScheduleSchema)),
  integration_release_id: Type.Optional(Nullable(Id)),
  integration_release_channel: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 63 }))),
  configs: Type.Optional(FreeObject),
  end_user_id: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 255 }))),
};
