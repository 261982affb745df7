import { Type } from 'typebox';
import { pauseMany } from '../../../src/app/schedules/pause-many.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams, Nullable, Time } from '../../schemas/common-schema.ts';
import { BulkResponse, bulkFields, readBulk } from './bulk-body.ts';

export const pauseTenantsRoute = defineRoute({
  method: 'post',
  path: '/v2/tenants/bulk_pause',
  operationId: 'pauseTenants',
  summary: 'Pauses the active ones of the tenants that a filter takes, all or none; dry_run counts them first.',
  access: EDITORS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({
    ...bulkFields,
    note: Type.Optional(Nullable(Type.String({ maxLength: 1000 }))),
    until: Type.Optional(Nullable(Time)),
  }),
  errors: ['conflict'],
  responses: { 200: { description: 'How many it is about, and how many were paused.', schema: BulkResponse } },
  async handler({ deps, actor, scope, body }) {
    const input = {
      ...(await readBulk({ deps, actor, scope }, body)),
      note: body.note ?? null,
      until: typeof body.until === 'string' ? new Date(body.until) : null,
    };
    return { status: 200, body: await deps.db.transaction((sql) => pauseMany(sql, deps.scheduleSpreadS, input)) };
  },
});
