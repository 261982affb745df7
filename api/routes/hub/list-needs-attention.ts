import { Type } from 'typebox';
import { ATTENTION_SORT_COLUMNS, listAttention } from '../../../src/db/stores/attention/attention-repository.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { AttentionKindSchema, AttentionSchema, toAttentionJson } from '../../schemas/attention-schema.ts';
import { Id, NoParams } from '../../schemas/common-schema.ts';

const path = '/v2/needs_attention';

export const listNeedsAttentionRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listNeedsAttention',
  summary: 'What needs attention, newest first unless sorted otherwise; a partner sees its own.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({
    ...listQuery,
    kind: Type.Optional(AttentionKindSchema),
    tenant_id: Type.Optional(Id),
    integration_id: Type.Optional(Id),
    partner_id: Type.Optional(Id),
  }),
  body: null,
  errors: [],
  responses: { 200: pageOf(AttentionSchema) },
  async handler({ deps, scope, query }) {
    const request = readListRequest({ sort_by: 'since__DESC', ...query }, ATTENTION_SORT_COLUMNS, deps.signer);
    const { kind, tenant_id: tenantId, integration_id: integrationId, partner_id: partnerId } = query;
    const filter = { kind, tenantId, integrationId, partnerId };
    const page = await listAttention(deps.db, deps.caps, scope, filter, request);
    return toListResponse(page, page.items.map(toAttentionJson), request, { ...deps, path, query });
  },
});
