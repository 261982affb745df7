import { Type } from 'typebox';
import { findSyncTenant } from '../../../src/app/tenants/find-sync-tenant.ts';
import { acceptSync, SyncResponse, syncQuery } from '../../accept-sync.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { FreeObject, IdParams } from '../../schemas/common-schema.ts';
import { requireIntegration } from './require-integration.ts';

export const syncIntegrationRoute = defineRoute({
  method: 'post',
  path: '/v2/integrations/{id}/sync',
  operationId: 'syncIntegration',
  summary: "Triggers a run of the end user's tenant; takes an Idempotency-Key.",
  access: EDITORS,
  isPandium: true,
  params: IdParams,
  query: Type.Object({
    ...syncQuery,
    user_name: Type.Optional(
      Type.String({ maxLength: 255, description: 'The end user; may be left out where there is one tenant.' }),
    ),
  }),
  body: FreeObject,
  isBodyRequired: false,
  isBodyRaw: true,
  requestHeaders: ['Idempotency-Key'],
  errors: ['archived', 'no_default_release', 'no_ready_release', 'not_found', 'several_tenants', 'too_many_triggers'],
  responses: { 202: { description: 'Accepted.', schema: SyncResponse } },
  async handler(request) {
    const { deps, scope, params, query } = request;
    const integration = await requireIntegration(deps.db, scope, params.id);
    const tenantId = await findSyncTenant(deps.db, integration.id, query.user_name ?? null);
    return acceptSync('syncIntegration', request, tenantId, query.mode);
  },
});
