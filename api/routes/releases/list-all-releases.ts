import { Type } from 'typebox';
import { listReleaseSummaries, RELEASE_SORT_COLUMNS } from '../../../src/db/stores/releases/release-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { Id, NoParams } from '../../schemas/common-schema.ts';
import { ReleaseStateSchema, ReleaseSummarySchema, toReleaseSummaryJson } from '../../schemas/release-schema.ts';
import { toReleasesJson } from './to-release-response.ts';

const path = '/v2/releases';

export const listAllReleasesRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listAllReleases',
  summary: 'The releases of the hub without their schemas, newest first unless sorted otherwise.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({
    ...listQuery,
    integration_id: Type.Optional(Id),
    partner_id: Type.Optional(Id),
    state: Type.Optional(ReleaseStateSchema),
    branch: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    search: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 255,
        description: "A part of the tag, the commit or the integration's name.",
      }),
    ),
  }),
  body: null,
  errors: [],
  responses: { 200: pageOf(ReleaseSummarySchema) },
  async handler({ deps, scope, query }) {
    const request = readListRequest({ sort_by: 'id__DESC', ...query }, RELEASE_SORT_COLUMNS, deps.signer);
    const { integration_id: integrationId, partner_id: partnerId, state, branch, search } = query;
    const filter = { integrationId, partnerId, state, branch, search };
    const page = await listReleaseSummaries(deps.db, scope, filter, request);
    const items = await toReleasesJson(deps.db, { deps, scope }, page.items);
    return toListResponse(page, items.map(toReleaseSummaryJson), request, { ...deps, path, query });
  },
});
