import { Type } from 'typebox';
import { countTenants } from '../../../src/db/stores/tenants/tenant-filter.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { tenantFilters, toTenantFilter } from './tenant-filter-fields.ts';

const Counts = Type.Object(
  {
    active: Type.Integer(),
    paused: Type.Integer(),
    archived: Type.Integer(),
    held: Type.Integer(),
    failing: Type.Integer(),
    needs_attention: Type.Integer(),
  },
  { $id: 'TenantCounts' },
);

export const countTenantsRoute = defineRoute({
  method: 'get',
  path: '/v2/tenants/counts',
  operationId: 'countTenants',
  summary: 'How many tenants have each status, of those that the filters of listTenants take; one may have several.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object(tenantFilters),
  body: null,
  errors: [],
  responses: { 200: { description: 'The counts.', schema: Counts } },
  async handler({ deps, scope, query }) {
    const filter = { ...toTenantFilter(query), isArchived: null };
    const { needsAttention, ...counts } = await countTenants(deps.db, scope, filter);
    return { status: 200, body: { ...counts, needs_attention: needsAttention } };
  },
});
