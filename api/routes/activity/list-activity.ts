import { Type } from 'typebox';
import { listActivity } from '../../../src/db/stores/activity/list-activity.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { ActivitySchema, toActivityJson } from '../../schemas/activity-schema.ts';
import { Id, NoParams } from '../../schemas/common-schema.ts';
import { activityFilters, toActivityFilter } from './activity-query.ts';

const path = '/v2/activity';

export const listActivityRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listActivity',
  summary: 'Who did what, newest first.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({
    ...activityFilters,
    before_id: Type.Optional(Id),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  }),
  body: null,
  errors: [],
  responses: { 200: { description: 'A page.', schema: Type.Array(ActivitySchema), headers: ['Link'] } },
  async handler({ deps, scope, query }) {
    const page = { beforeId: query.before_id ?? null, limit: query.limit };
    const rows = await listActivity(deps.db, toActivityFilter(scope, query), page);
    const last = rows.at(-1);
    if (!last || rows.length < query.limit) return { status: 200, body: rows.map(toActivityJson) };
    const next = new URLSearchParams({ ...toText(query), before_id: String(last.id) });
    return {
      status: 200,
      body: rows.map(toActivityJson),
      headers: { Link: `<${deps.publicUrl}${path}?${next}>; rel="next"` },
    };
  },
});

function toText(query: object): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}
