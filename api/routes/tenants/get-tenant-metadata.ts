import { Type } from 'typebox';
import { findTenantMetadata } from '../../../src/db/stores/tenants/tenant-metadata-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { MetadataSchema, toMetadataJson } from '../../schemas/tenant-schema.ts';
import { requireTenant } from './require-tenant.ts';

export const getTenantMetadataRoute = defineRoute({
  method: 'get',
  path: '/v2/tenants/{id}/metadata',
  operationId: 'getTenantMetadata',
  summary: 'The metadata of a tenant.',
  access: READERS,
  isPandium: true,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The metadata.', schema: MetadataSchema } },
  async handler({ deps, scope, params }) {
    const { id, createdAt } = await requireTenant(deps.db, scope, params.id);
    const metadata = await findTenantMetadata(deps.db.em(), id);
    return {
      status: 200,
      body: toMetadataJson(metadata ?? { tenantId: id, data: {}, createdAt, modifiedAt: createdAt }),
    };
  },
});
