import { Type } from 'typebox';
import { resumeMany } from '../../../src/app/schedules/pause-many.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { BulkResponse, bulkFields, readBulk } from './bulk-body.ts';

export const resumeTenantsRoute = defineRoute({
  method: 'post',
  path: '/v2/tenants/bulk_resume',
  operationId: 'resumeTenants',
  summary: 'Resumes the paused ones of the tenants that a filter takes, all or none; dry_run counts them first.',
  access: EDITORS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object(bulkFields),
  errors: ['conflict'],
  responses: { 200: { description: 'How many it is about, and how many were resumed.', schema: BulkResponse } },
  async handler({ deps, actor, scope, body }) {
    const input = await readBulk({ deps, actor, scope }, body);
    return { status: 200, body: await deps.db.transaction((sql) => resumeMany(sql, deps.scheduleSpreadS, input)) };
  },
});
