import { Type } from 'typebox';
import { changeHubSettings } from '../../../src/app/accounts/change-hub-settings.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { withoutUndefined } from '../../http/without-undefined.ts';
import { HubSettingsSchema } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';

export const patchSettingsRoute = defineRoute({
  method: 'patch',
  path: '/v2/settings',
  operationId: 'patchSettings',
  summary: 'Changes settings of the whole hub.',
  access: HUB_ADMINS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: Type.Partial(HubSettingsSchema, { $id: 'HubSettingsEdit' }),
  errors: [],
  responses: { 200: { description: 'The settings.', schema: HubSettingsSchema } },
  async handler({ deps, actor, body }) {
    return { status: 200, body: await changeHubSettings(deps.db, actor, withoutUndefined(body)) };
  },
});
