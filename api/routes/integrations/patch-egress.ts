import { Type } from 'typebox';
import { patchEgress } from '../../../src/app/integrations/patch-egress.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { readIfMatch, toEntityTag } from '../../http/entity-tag.ts';
import { withoutUndefined } from '../../http/without-undefined.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { EgressPatchSchema, EgressSchema } from '../../schemas/egress-schema.ts';

export const patchEgressRoute = defineRoute({
  method: 'patch',
  path: '/v2/integrations/{id}/egress',
  operationId: 'patchEgress',
  summary:
    'Opens hosts to the runs of an integration, and narrows the rest to a list of names; the next attempt has it.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: EgressPatchSchema,
  requestHeaders: ['If-Match'],
  errors: ['archived', 'not_found'],
  responses: {
    200: { description: 'Opened and allowed hosts as they are now.', schema: EgressSchema, headers: ['ETag'] },
  },
  async handler({ deps, actor, params, body, headers }) {
    const patch = withoutUndefined(body);
    const expectedVersion = readIfMatch(headers['if-match']);
    return inUnitOfWork(deps.db, async (unit) => {
      const stored = await patchEgress(unit, actor, { integrationId: params.id, patch, expectedVersion });
      return { status: 200, body: stored.egress, headers: { ETag: toEntityTag(stored.modifiedAt) } };
    });
  },
});
