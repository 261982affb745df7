import { Type } from 'typebox';
import { readHubSettings } from '../../../src/db/stores/hub/hub-settings.ts';
import { HUB_READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { HubSettingsSchema } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';

export const getSettingsRoute = defineRoute({
  method: 'get',
  path: '/v2/settings',
  operationId: 'getSettings',
  summary: 'What admins set for the whole hub.',
  access: HUB_READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: { 200: { description: 'The settings.', schema: HubSettingsSchema } },
  async handler({ deps }) {
    return { status: 200, body: await readHubSettings(deps.db) };
  },
});
