import { Type } from 'typebox';
import { readEgress } from '../../../src/db/stores/integrations/egress-repository.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { toEntityTag } from '../../http/entity-tag.ts';
import { IdParams } from '../../schemas/common-schema.ts';
import { EgressSchema } from '../../schemas/egress-schema.ts';
import { requireIntegration } from './require-integration.ts';

export const getEgressRoute = defineRoute({
  method: 'get',
  path: '/v2/integrations/{id}/egress',
  operationId: 'getEgress',
  summary: 'What the runs of an integration may reach: opened hosts, and the list that the rest is narrowed to.',
  access: READERS,
  isPandium: false,
  params: IdParams,
  query: Type.Object({}),
  body: null,
  requestHeaders: ['If-None-Match'],
  errors: ['not_found'],
  responses: { 200: { description: 'Opened and allowed hosts.', schema: EgressSchema, headers: ['ETag'] } },
  async handler({ deps, scope, params }) {
    await requireIntegration(deps.db, scope, params.id);
    const stored = await readEgress(deps.db, params.id);
    if (stored === null) throw new AppError('not_found', 'There is no integration with this id.');
    return { status: 200, body: stored.egress, headers: { ETag: toEntityTag(stored.modifiedAt) } };
  },
});
