import { Type } from 'typebox';
import { createChannel } from '../../../src/app/rollouts/change-channel.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { writeOnceBySql } from '../../http/write-once.ts';
import { ChannelSchema, toChannelJson } from '../../schemas/channel-schema.ts';
import { Id, IdParams, Nullable, Slug } from '../../schemas/common-schema.ts';
import { requireIntegration } from '../integrations/require-integration.ts';

export const createChannelRoute = defineRoute({
  method: 'post',
  path: '/v2/integrations/{id}/channels',
  operationId: 'createChannel',
  summary: 'Adds a named channel that points at a ready release or follows latest. Takes an Idempotency-Key.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: Type.Object(
    {
      name: Slug,
      release_id: Type.Optional(Nullable(Id)),
      follows_latest: Type.Optional(Type.Boolean()),
    },
    { $id: 'CreateChannel' },
  ),
  requestHeaders: ['Idempotency-Key'],
  errors: ['conflict', 'name_taken', 'not_found'],
  responses: { 201: { description: 'The channel.', schema: ChannelSchema } },
  async handler(request) {
    const { deps, actor, scope, params, body } = request;
    const integration = await requireIntegration(deps.db, scope, params.id);
    return writeOnceBySql('createChannel', request, async (sql) => {
      const target = { releaseId: body.release_id ?? null, followsLatest: body.follows_latest ?? false };
      const channel = await createChannel(sql, actor.name, {
        integrationId: integration.id,
        name: body.name,
        ...target,
      });
      return { status: 201, body: toChannelJson(channel) };
    });
  },
});
