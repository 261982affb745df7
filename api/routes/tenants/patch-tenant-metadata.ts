import { Type } from 'typebox';
import { patchMetadata } from '../../../src/app/tenants/patch-metadata.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { EDITORS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { FreeObject, IdParams } from '../../schemas/common-schema.ts';
import { MetadataSchema, toMetadataJson } from '../../schemas/tenant-schema.ts';

export const patchTenantMetadataRoute = defineRoute({
  method: 'patch',
  path: '/v2/tenants/{id}/metadata',
  operationId: 'patchTenantMetadata',
  summary: "Merges the body into a tenant's metadata, key by key.",
  access: EDITORS,
  isPandium: true,
  params: IdParams,
  query: Type.Object({}),
  body: FreeObject,
  errors: ['archived', 'not_found'],
  responses: { 200: { description: 'The metadata as they are now.', schema: MetadataSchema } },
  handler({ deps, actor, params, body }) {
    return inUnitOfWork(deps.db, async (unit) => {
      const input = { tenantId: params.id, data: body };
      return { status: 200, body: toMetadataJson(await patchMetadata(unit, actor, deps.schemas, input)) };
    });
  },
});
