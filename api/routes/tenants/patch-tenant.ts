import { Type } from 'typebox';
import { patchTenant } from '../../../src/app/tenants/patch-tenant.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { configViewerOf } from '../../../src/domain/configs/config-viewer.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { readIfMatch } from '../../http/entity-tag.ts';
import { withoutUndefined } from '../../http/without-undefined.ts';
import { IdParams, Slug } from '../../schemas/common-schema.ts';
import { SavedTenantSchema } from '../../schemas/tenant-schema.ts';
import { tenantFields } from './tenant-body.ts';
import { toSavedTenantResponse } from './to-tenant-response.ts';

export const patchTenantRoute = defineRoute({
  method: 'patch',
  path: '/v2/tenants/{id}',
  operationId: 'patchTenant',
  summary: 'Changes the given fields; configs replaces all configs. If-Match guards against edits of others.',
  access: EDITORS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: Type.Object({ ...tenantFields, name: Type.Optional(Slug) }, { $id: 'TenantPatch' }),
  requestHeaders: ['If-Match'],
  errors: ['archived', 'name_taken', 'no_default_release', 'not_found'],
  responses: { 200: { description: 'The tenant as it is now.', schema: SavedTenantSchema, headers: ['ETag'] } },
  handler({ deps, actor, params, body, headers }) {
    const input = {
      id: params.id,
      viewer: configViewerOf(actor.role),
      patch: withoutUndefined({
        name: body.name,
        endUserId: body.end_user_id,
        userSchedule: body.user_schedule,
        schedule: body.sync_schedule,
        configs: body.configs,
      }),
      following: {
        releaseId: body.integration_release_id ?? null,
        channel: body.integration_release_channel ?? null,
      },
      expectedVersion: readIfMatch(headers['if-match']),
    };
    return inUnitOfWork(deps.db, async (unit) => {
      return toSavedTenantResponse(unit, deps.schemas, await patchTenant(unit, actor, deps, input));
    });
  },
});
