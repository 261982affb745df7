import { Type } from 'typebox';
import { listChannels } from '../../../src/db/stores/channels/channel-store.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { ChannelSchema, toChannelJson } from '../../schemas/channel-schema.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';

export const listChannelsRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/channels',
  operationId: 'listChannels',
  summary: 'The named channels of an integration, by name; Default and Latest are always there and not listed.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'All of them.', schema: Type.Array(ChannelSchema) } },
  async handler({ deps, scope, params }) {
    const integration = await requireIntegration(deps.db, scope, params.id);
    return { status: 200, body: (await listChannels(deps.db, integration.id)).map(toChannelJson) };
  },
});
