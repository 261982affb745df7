import { Type } from 'typebox';
import { listReleases, RELEASE_SORT_COLUMNS } from '../../../src/db/stores/releases/release-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { ReleaseSchema } from '../../schemas/release-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';
import { toReleasesJson } from './to-release-response.ts';

/** Pandium's operation has no limit; beyond this the Link header leads on. */
const ALL = 10_000;

export const listReleasesRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/releases',
  operationId: 'listReleases',
  summary: 'The releases of an integration, newest first unless sorted otherwise; all of them where no limit is given.',
  access: READERS,
  isPandium: true,
  params: IdParams,
  query: Type.Object({ ...listQuery, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }),
  body: null,
  errors: ['not_found'],
  responses: { 200: pageOf(ReleaseSchema) },
  async handler({ deps, scope, params, query }) {
    const request = readListRequest({ limit: ALL, sort_by: 'id__DESC', ...query }, RELEASE_SORT_COLUMNS, deps.signer);
    const integration = await requireIntegration(deps.db, scope, params.id);
    const page = await listReleases(deps.db, integration.id, request);
    const path = `/v2/integrations/${integration.id}/releases`;
    const items = await toReleasesJson(deps.db, { deps, scope }, page.items);
    return toListResponse(page, items, request, {
      ...deps,
      path,
      query: { ...query, limit: request.limit },
    });
  },
});
