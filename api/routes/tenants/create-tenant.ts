import { Type } from 'typebox';
import { createTenant } from '../../../src/app/tenants/create-tenant.ts';
import { configViewerOf } from '../../../src/domain/configs/config-viewer.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { writeOnce } from '../../http/write-once.ts';
import { Id, NoParams, Slug } from '../../schemas/common-schema.ts';
import { SavedTenantSchema } from '../../schemas/tenant-schema.ts';
import { tenantFields } from './tenant-body.ts';
import { toSavedTenantResponse } from './to-tenant-response.ts';

export const createTenantRoute = defineRoute({
  method: 'post',
  path: '/v2/tenants',
  operationId: 'createTenant',
  summary: 'Installs an integration for a customer, paused; takes an Idempotency-Key.',
  access: EDITORS,
  isPandium: true,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Object({ ...tenantFields, name: Slug, integration_id: Id }, { $id: 'CreateTenant' }),
  requestHeaders: ['Idempotency-Key'],
  errors: ['conflict', 'name_taken', 'no_default_release'],
  responses: { 200: { description: 'The new tenant.', schema: SavedTenantSchema, headers: ['ETag'] } },
  handler(request) {
    const { deps, actor, body } = request;
    return writeOnce('createTenant', request, async (unit) => {
      const saved = await createTenant(unit, actor, deps, {
        viewer: configViewerOf(actor.role),
        integrationId: body.integration_id,
        name: body.name,
        endUserId: body.end_user_id ?? null,
        userSchedule: body.user_schedule ?? null,
        schedule: body.sync_schedule ?? null,
        following: {
          releaseId: body.integration_release_id ?? null,
          channel: body.integration_release_channel ?? null,
        },
        configs: body.configs ?? {},
      });
      return toSavedTenantResponse(unit, deps.schemas, saved);
    });
  },
});
