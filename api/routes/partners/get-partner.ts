import { Type } from 'typebox';
import { findPartner } from '../../../src/db/stores/partners/partner-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { PartnerSchema, toPartnerJson } from '../../schemas/partner-schema.ts';

export const getPartnerRoute = defineRoute({
  method: 'get',
  path: '/v2/partners/{id}',
  operationId: 'getPartner',
  summary: 'One partner; a partner sees itself.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found'],
  responses: { 200: { description: 'The partner.', schema: PartnerSchema } },
  async handler({ deps, scope, params }) {
    const partner = await findPartner(deps.db.em(), scope, params.id);
    if (!partner) throw new AppError('not_found', 'There is no partner with this id.');
    return { status: 200, body: toPartnerJson(partner) };
  },
});
