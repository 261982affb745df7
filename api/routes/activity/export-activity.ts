import { stringify } from 'csv-stringify';
import { Type } from 'typebox';
import { type ActivityRow, listActivity } from '../../../src/db/stores/activity/list-activity.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { activityFilters, toActivityFilter } from './activity-query.ts';

const PAGE = 500;
const MAX_ROWS = 100_000;

export const exportActivityRoute = defineRoute({
  method: 'get',
  path: '/v2/activity/export',
  operationId: 'exportActivity',
  summary: 'The same as CSV, at most the newest 100,000 entries.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({ ...activityFilters }),
  body: null,
  errors: [],
  responses: { 200: { description: 'The entries.', schema: null, contentType: 'text/csv' } },
  async handler({ deps, scope, query, signal }) {
    const filter = toActivityFilter(scope, query);
    return {
      status: 200,
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="activity.csv"',
      },
      write: async (response) => {
        // Cells that begin like a formula are quoted, so that a spreadsheet runs none.
        const csv = stringify({ header: true, columns: COLUMNS, escape_formulas: true });
        csv.pipe(response);
        let beforeId: number | null = null;
        for (let written = 0; written < MAX_ROWS && !signal.aborted; ) {
          const rows: ActivityRow[] = await listActivity(deps.db, filter, { beforeId, limit: PAGE });
          for (const row of rows) csv.write(toRow(row));
          written += rows.length;
          beforeId = rows.at(-1)?.id ?? null;
          if (rows.length < PAGE) break;
        }
        csv.end();
      },
    };
  },
});

const COLUMNS = [
  ...['id', 'date', 'actor', 'actor_name', 'action', 'subject_kind', 'subject_id', 'integration_id', 'partner_id'],
  ...['before', 'after', 'via', 'request_id', 'address'],
];

function toRow(row: ActivityRow): Record<string, unknown> {
  return {
    id: row.id,
    date: row.at.toISOString(),
    actor: row.actor,
    actor_name: row.actorName,
    action: row.action,
    subject_kind: row.subjectKind,
    subject_id: row.subjectId,
    integration_id: row.integrationId,
    partner_id: row.partnerId,
    before: row.before && JSON.stringify(row.before),
    after: row.after && JSON.stringify(row.after),
    via: row.via,
    request_id: row.requestId,
    address: row.address,
  };
}
