import { Type } from 'typebox';
import { inUnitOfWork } from '../../../../src/db/unit-of-work.ts';
import { patchEgress } from '../../../../src/integrations/patch-egress.ts';
import { HUB_ADMINS } from '../../../access.ts';
import { readIfMatch, toEntityTag } from '../../../entity-tag.ts';
import { defineRoute } from '../../../route.ts';
import { IdParams } from '../../../schemas/common-schema.ts';
import { EgressPatchSchema, EgressSchema } from '../../../schemas/egress-schema.ts';
import { withoutUndefined } from '../../../without-undefined.ts';

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
  responses: { 200: { description: 'Opened and allowed hosts as they are now.', schema: EgressSchema } },
  async handler({ deps, actor, params, body, headers }) {
    const patch = withoutUndefined(body);
    const expectedVersion = readIfMatch(headers['if-match']);
    return inUnitOfWork(deps.db, async (unit) => {
      const stored = await patchEgress(unit, actor, { integrationId: params.id, patch, expectedVersion });
      return { status: 200, body: stored.egress, headers: { ETag: toEntityTag(stored.modifiedAt) } };
    });
  },
});
