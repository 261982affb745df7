import { Type } from 'typebox';
import { letChannelFollowLatest } from '../../../src/app/rollouts/change-channel.ts';
import { createRollout } from '../../../src/app/rollouts/create-rollout.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { ChannelSchema, toChannelJson } from '../../schemas/channel-schema.ts';
import { Id, IdParams, Nullable } from '../../schemas/common-schema.ts';
import { GradualSchema } from '../../schemas/rollout-schema.ts';
import { readRolloutRequest } from '../rollouts/rollout-body.ts';
import { requireChannel } from './require-channel.ts';

export const patchChannelRoute = defineRoute({
  method: 'patch',
  path: '/v2/channels/{id}',
  operationId: 'patchChannel',
  summary: 'Points the channel at another ready release and moves its followers, or lets it follow latest.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: Type.Object(
    {
      release_id: Type.Optional(Id),
      follows_latest: Type.Optional(Type.Boolean()),
      gradual: Type.Optional(Nullable(GradualSchema)),
    },
    { $id: 'ChannelPatch' },
  ),
  errors: ['archived', 'conflict', 'not_found', 'release_not_ready', 'rollout_running'],
  responses: { 200: { description: 'The channel as it is now.', schema: ChannelSchema } },
  async handler({ deps, actor, scope, params, body }) {
    const { release_id: releaseId, follows_latest: followsLatest = false, gradual = null } = body;
    const channel = await requireChannel(deps.db, scope, params.id);
    if ((releaseId !== undefined) === followsLatest) {
      const issues = [
        { pointer: '/release_id', message: 'name a release or let the channel follow latest, one of them' },
      ];
      throw new AppError('invalid_input', 'The channel is not valid.', { issues });
    }
    const started = await deps.db.transaction(async (sql) => {
      if (releaseId === undefined) {
        await letChannelFollowLatest(sql, actor.name, channel);
        return null;
      }
      const input = readRolloutRequest(
        channel.integrationId,
        { release_id: releaseId, channel: channel.name, gradual },
        actor.name,
      );
      return (await createRollout(sql, input)).id;
    });
    if (started !== null) deps.rollouts.start(started);
    return { status: 200, body: toChannelJson(await requireChannel(deps.db, scope, params.id)) };
  },
});
