import { Type } from 'typebox';
import { readConfigForm } from '../../../src/app/tenants/read-config-form.ts';
import { configViewerOf } from '../../../src/domain/configs/config-viewer.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { toEntityTag } from '../../http/entity-tag.ts';
import { Id, IdParams } from '../../schemas/common-schema.ts';
import { ConfigFormSchema, toConfigFormJson } from '../../schemas/config-form-schema.ts';
import { requireTenant } from './require-tenant.ts';

export const getTenantConfigsRoute = defineRoute({
  method: 'get',
  path: '/v2/tenants/{id}/configs',
  operationId: 'getTenantConfigs',
  summary: "The form of a tenant's configs; of another ready release with release_id.",
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({ release_id: Type.Optional(Id) }),
  body: null,
  requestHeaders: ['If-None-Match'],
  errors: ['not_found'],
  responses: {
    200: { description: 'The form; its ETag is that of the tenant.', schema: ConfigFormSchema, headers: ['ETag'] },
  },
  async handler({ deps, actor, scope, params, query }) {
    const tenant = await requireTenant(deps.db, scope, params.id);
    const viewer = configViewerOf(actor.role);
    const read = await readConfigForm(deps, { tenant, viewer, releaseId: query.release_id ?? null });
    const body = toConfigFormJson(tenant, read, deps.optionsStaleAfterMs / 1000);
    return { status: 200, body, headers: { ETag: toEntityTag(tenant.modifiedAt) } };
  },
});
