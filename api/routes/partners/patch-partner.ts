import { Type } from 'typebox';
import { patchPartner } from '../../../src/app/partners/patch-partner.ts';
import { inUnitOfWork } from '../../../src/db/unit-of-work.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { withoutUndefined } from '../../http/without-undefined.ts';
import { IdParams, RunCap } from '../../schemas/common-schema.ts';
import { PartnerSchema, toPartnerJson } from '../../schemas/partner-schema.ts';

export const patchPartnerRoute = defineRoute({
  method: 'patch',
  path: '/v2/partners/{id}',
  operationId: 'patchPartner',
  summary: 'Sets how many runs of a partner there may be at once.',
  access: HUB_ADMINS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: Type.Object({ run_cap: Type.Optional(RunCap) }),
  errors: ['not_found'],
  responses: { 200: { description: 'The partner as it is now.', schema: PartnerSchema } },
  handler({ deps, actor, params, body }) {
    return inUnitOfWork(deps.db, async (unit) => {
      const partner = await patchPartner(unit, actor, params.id, withoutUndefined({ runCap: body.run_cap }));
      return { status: 200, body: toPartnerJson(partner) };
    });
  },
});
