import type { Sql } from '../../../src/db/database.ts';
import { readFetchedOptions } from '../../../src/db/stores/tenants/tenant-options.ts';
import { requireStatus } from '../../../src/db/stores/tenants/tenant-status.ts';
import type { SchemaChecks } from '../../../src/domain/manifest/schema-checks.ts';
import type { SavedTenant, Tenant } from '../../../src/domain/tenants/tenant.ts';
import type { JsonResponse } from '../../http/define-route.ts';
import { toEntityTag } from '../../http/entity-tag.ts';
import { toTenantJson } from '../../schemas/tenant-schema.ts';
import { readShownStatus } from './read-shown-status.ts';

export async function toTenantResponse(sql: Sql, schemas: SchemaChecks, tenant: Tenant): Promise<JsonResponse> {
  const status = await readShownStatus(sql, schemas, [tenant]);
  const options = await readFetchedOptions(sql, tenant.id);
  const body = toTenantJson(tenant, requireStatus(status, tenant.id), options);
  return { status: 200, body, headers: { ETag: toEntityTag(tenant.modifiedAt) } };
}

/** The same with what is to be said about its configs. */
export async function toSavedTenantResponse(
  sql: Sql,
  schemas: SchemaChecks,
  { tenant, warnings }: SavedTenant,
): Promise<JsonResponse> {
  const response = await toTenantResponse(sql, schemas, tenant);
  return { ...response, body: { ...(response.body as object), warnings } };
}
