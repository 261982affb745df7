import { type Static, Type } from 'typebox';
import { countIntegrations } from '../../../src/db/stores/integrations/integration-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { Id, NoParams } from '../../schemas/common-schema.ts';

const Counts = Type.Object(
  {
    draft: Type.Integer(),
    in_review: Type.Integer(),
    changes_requested: Type.Integer(),
    published: Type.Integer(),
    withdrawn: Type.Integer(),
    rejected: Type.Integer(),
    archived: Type.Integer(),
  },
  { $id: 'IntegrationCounts' },
);

const NONE: Static<typeof Counts> = {
  ...{ draft: 0, in_review: 0, changes_requested: 0, published: 0, withdrawn: 0, rejected: 0, archived: 0 },
};

export const countIntegrationsRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/counts',
  operationId: 'countIntegrations',
  summary: 'How many integrations there are in each state.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({ partner_id: Type.Optional(Id) }),
  body: null,
  errors: [],
  responses: { 200: { description: 'The counts.', schema: Counts } },
  async handler({ deps, scope, query }) {
    const counts = await countIntegrations(deps.db, scope, { partnerId: query.partner_id });
    return { status: 200, body: { ...NONE, ...counts } };
  },
});
