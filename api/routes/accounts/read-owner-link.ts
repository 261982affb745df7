import { Type } from 'typebox';
import { readOwnerLink } from '../../../src/app/accounts/create-owner.ts';
import { readHubSettings } from '../../../src/db/stores/hub/hub-settings.ts';
import { PUBLIC } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { TokenBody } from '../../schemas/account-schema.ts';
import { NoParams, Time, toTime } from '../../schemas/common-schema.ts';

export const readOwnerLinkRoute = defineRoute({
  method: 'post',
  path: '/v2/setup/read',
  operationId: 'readOwnerLink',
  summary: 'Checks the link that `npm start` prints for the first owner.',
  access: PUBLIC,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: TokenBody,
  errors: ['link_unusable', 'rate_limited'],
  responses: {
    200: {
      description: 'The link works.',
      schema: Type.Object({ expires_date: Time, hub_name: Type.String(), environment: Type.String() }),
    },
  },
  async handler({ deps, body, client }) {
    const { expiresAt } = await readOwnerLink(deps.accounts, body.token, client);
    const { name } = await readHubSettings(deps.db);
    return {
      status: 200,
      body: { expires_date: toTime(expiresAt), hub_name: name, environment: deps.environmentName },
    };
  },
});
