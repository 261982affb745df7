import { Type } from 'typebox';
import {
  pageReconciliations,
  RECONCILIATION_SORT_COLUMNS,
} from '../../../src/db/stores/schedules/reconciliation-list.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { ReconciliationSchema, toReconciliationJson } from '../../schemas/reconciliation-schema.ts';

const path = '/v2/schedules/reconciliation';

export const listReconciliationsRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listReconciliations',
  summary: 'The last reconciliations of schedules, newest first: the drift that was found and repaired.',
  access: HUB_ADMINS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({ ...listQuery }),
  body: null,
  errors: [],
  responses: { 200: pageOf(ReconciliationSchema) },
  async handler({ deps, query }) {
    const request = readListRequest({ sort_by: 'id__DESC', ...query }, RECONCILIATION_SORT_COLUMNS, deps.signer);
    const page = await pageReconciliations(deps.db, request);
    return toListResponse(page, page.items.map(toReconciliationJson), request, { ...deps, path, query });
  },
});
