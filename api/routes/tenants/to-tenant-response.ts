import type { Sql } from '../../../src/db/database.ts';
import { readFetchedOptions } from '../../../src/db/stores/tenants/tenant-options.ts';
import { readTenantStatus } from '../../../src/db/stores/tenants/tenant-status.ts';
import type { SavedTenant, Tenant } from '../../../src/domain/tenants/tenant.ts';
import type { JsonResponse } from '../../http/define-route.ts';
import { toEntityTag } from '../../http/entity-tag.ts';
import { toTenantJson } from '../../schemas/tenant-schema.ts';

export async function toTenantResponse(sql: Sql, tenant: Tenant): Promise<JsonResponse> {
  const [status, options] = await Promise.all([readTenantStatus(sql, [tenant.id]), readFetchedOptions(sql, tenant.id)]);
  const body = toTenantJson(tenant, status.get(tenant.id), options);
  return { status: 200, body, headers: { ETag: toEntityTag(tenant.modifiedAt) } };
}

/** The same with what is to be said about its configs. */
export async function toSavedTenantResponse(sql: Sql, { tenant, warnings }: SavedTenant): Promise<JsonResponse> {
  const answer = await toTenantResponse(sql, tenant);
  return { ...answer, body: { ...(answer.body as object), warnings } };
}
