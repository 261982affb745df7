import { Type } from 'typebox';
import { CHANNEL_SORT_COLUMNS, listChannels } from '../../../src/db/stores/channels/channel-store.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { ChannelSchema, toChannelJson } from '../../schemas/channel-schema.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';

export const listChannelsRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/channels',
  operationId: 'listChannels',
  summary:
    'The named channels of an integration, by name unless sorted otherwise; Default and Latest are always there and not listed.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({ ...listQuery }),
  body: null,
  errors: ['not_found'],
  responses: { 200: pageOf(ChannelSchema) },
  async handler({ deps, scope, params, query }) {
    const request = readListRequest({ sort_by: 'name__ASC', ...query }, CHANNEL_SORT_COLUMNS, deps.signer);
    const integration = await requireIntegration(deps.db, scope, params.id);
    const page = await listChannels(deps.db, integration.id, request);
    const path = `/v2/integrations/${integration.id}/channels`;
    return toListResponse(page, page.items.map(toChannelJson), request, { ...deps, path, query });
  },
});
