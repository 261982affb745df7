import { Type } from 'typebox';
import { API_KEY_SORT_COLUMNS, listApiKeys } from '../../../src/db/stores/api-keys/api-key-repository.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { ApiKeySchema, toApiKeyJson } from '../../schemas/api-key-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';

const path = '/v2/api_keys';

export const listApiKeysRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listApiKeys',
  summary: 'The API keys, without their secrets.',
  access: HUB_ADMINS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({ ...listQuery }),
  body: null,
  errors: [],
  responses: { 200: pageOf(ApiKeySchema) },
  async handler({ deps, query }) {
    const request = readListRequest(query, API_KEY_SORT_COLUMNS, deps.signer);
    const page = await listApiKeys(deps.db, request);
    return toListResponse(page, page.items.map(toApiKeyJson), request, { ...deps, path, query });
  },
});
