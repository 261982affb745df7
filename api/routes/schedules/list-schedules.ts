import { type Static, Type } from 'typebox';
import { TENANT_SORT_COLUMNS } from '../../../src/db/stores/tenants/tenant-filter.ts';
import { listTenants } from '../../../src/db/stores/tenants/tenant-repository.ts';
import { readTenantStatus, requireStatus } from '../../../src/db/stores/tenants/tenant-status.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { listQuery, pageOf, readListRequest, toListResponse } from '../../http/list-request.ts';
import { Id, NoParams, Nullable, Time } from '../../schemas/common-schema.ts';
import { EffectiveScheduleSchema, PauseSchema } from '../../schemas/schedule-schema.ts';
import { StatusRunSchema, toTenantJson } from '../../schemas/tenant-schema.ts';
import { tenantFilters, toTenantFilter } from '../tenants/tenant-filter-fields.ts';

const path = '/v2/schedules';

const ScheduledTenant = Type.Object(
  {
    tenant_id: Id,
    tenant_name: Type.String(),
    integration_id: Id,
    integration_name: Type.String(),
    partner_id: Nullable(Id),
    effective_schedule: Nullable(EffectiveScheduleSchema),
    schedule: Nullable(Type.String({ description: 'The same as text.' })),
    next_sync_date: Nullable(Time),
    pause: Nullable(PauseSchema),
    last_run: StatusRunSchema,
    current_run: StatusRunSchema,
  },
  { $id: 'ScheduledTenant' },
);

export const listSchedulesRoute = defineRoute({
  method: 'get',
  path,
  operationId: 'listSchedules',
  summary: 'The tenants that have a schedule, the next to sync first unless sorted otherwise.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({ ...listQuery, ...tenantFilters }),
  body: null,
  errors: [],
  responses: { 200: pageOf(ScheduledTenant) },
  async handler({ deps, scope, query }) {
    const request = readListRequest({ sort_by: 'next_sync_date__ASC', ...query }, TENANT_SORT_COLUMNS, deps.signer);
    const filter = { ...toTenantFilter(query), isArchived: false, hasSchedule: true as const };
    const page = await listTenants(deps.db, scope, filter, request);
    const status = await readTenantStatus(
      deps.db,
      page.items.map(({ id }) => id),
    );
    const items = page.items.map((tenant) => toScheduled(toTenantJson(tenant, requireStatus(status, tenant.id))));
    return toListResponse(page, items, request, { ...deps, path, query });
  },
});

function toScheduled(tenant: ReturnType<typeof toTenantJson>): Static<typeof ScheduledTenant> {
  return {
    tenant_id: tenant.id,
    tenant_name: tenant.name,
    integration_id: tenant.integration_id,
    integration_name: tenant.integration_name,
    partner_id: tenant.partner_id,
    effective_schedule: tenant.effective_schedule,
    schedule: tenant.schedule,
    next_sync_date: tenant.next_sync_date,
    pause: tenant.pause,
    last_run: tenant.status.last_run,
    current_run: tenant.status.current_run,
  };
}
