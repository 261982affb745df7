import { Type } from 'typebox';
import { deleteChannel } from '../../../src/app/rollouts/change-channel.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { requireChannel } from './require-channel.ts';

export const deleteChannelRoute = defineRoute({
  method: 'delete',
  path: '/v2/channels/{id}',
  operationId: 'deleteChannel',
  summary: 'Removes a named channel that no tenant follows.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['conflict', 'not_found'],
  responses: { 204: { description: 'It is gone.', schema: null } },
  async handler({ deps, actor, scope, params }) {
    const channel = await requireChannel(deps.db, scope, params.id);
    await deps.db.transaction((sql) => deleteChannel(sql, actor.name, channel));
    return { status: 204, body: null };
  },
});
