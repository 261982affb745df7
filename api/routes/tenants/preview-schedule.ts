import { type Static, Type } from 'typebox';
import { previewSchedule } from '../../../src/app/schedules/preview-schedule.ts';
import type { Schedule } from '../../../src/domain/schedules/schedule.ts';
import { toZonedTime } from '../../../src/domain/schedules/zone-day.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams, Nullable, Time, toTime } from '../../schemas/common-schema.ts';
import { EffectiveScheduleSchema } from '../../schemas/schedule-schema.ts';
import { requireTenant } from './require-tenant.ts';

const Query = Type.Object({
  count: Type.Integer({ minimum: 1, maximum: 50, default: 5 }),
  cron: Type.Optional(Type.String({ maxLength: 255, description: 'A proposed cron, with time_zone.' })),
  time_zone: Type.Optional(Type.String({ maxLength: 64, description: 'IANA; UTC unless given.' })),
  every_s: Type.Optional(Type.Integer({ description: 'A proposed interval instead, in seconds.' })),
});

const Preview = Type.Object(
  {
    effective_schedule: Nullable(EffectiveScheduleSchema),
    paused: Type.Boolean(),
    time_zone: Type.String(),
    times: Type.Array(Type.Object({ at: Time, local: Type.String({ description: "The same by the zone's clock." }) })),
  },
  { $id: 'SchedulePreview' },
);

export const previewScheduleRoute = defineRoute({
  method: 'get',
  path: '/v2/tenants/{id}/schedule/preview',
  operationId: 'previewSchedule',
  summary:
    'The next times of a tenant as it will sync, spread included; of the schedule in the query where one is given.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Query,
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The times.', schema: Preview } },
  async handler({ deps, scope, params, query }) {
    const { id: tenantId } = await requireTenant(deps.db, scope, params.id);
    const { count } = query;
    const input = { tenantId, count, spreadS: deps.scheduleSpreadS, proposed: readProposed(query) };
    const { effective, isPaused, times } = await previewSchedule(deps.db, input);
    const zone = effective?.schedule.kind === 'cron' ? effective.schedule.time_zone : 'UTC';
    const body: Static<typeof Preview> = {
      effective_schedule: effective,
      paused: isPaused,
      time_zone: zone,
      times: times.map((time) => ({ at: toTime(time), local: toZonedTime(zone, time) })),
    };
    return { status: 200, body };
  },
});

function readProposed(query: Static<typeof Query>): Schedule | null {
  const { cron, time_zone: timeZone, every_s: everyS } = query;
  if (everyS !== undefined && (cron !== undefined || timeZone !== undefined)) {
    throw invalid('/query/every_s', 'is an interval; leave cron and time_zone out, or this one');
  }
  if (everyS !== undefined) return { kind: 'interval', every_s: everyS };
  if (cron !== undefined) return { kind: 'cron', expression: cron, time_zone: timeZone ?? 'UTC' };
  if (timeZone !== undefined) throw invalid('/query/time_zone', 'goes with a cron');
  return null;
}

function invalid(pointer: string, message: string): AppError {
  return new AppError('invalid_input', 'The query is not valid.', { issues: [{ pointer, message }] });
}
