import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { findIntegration } from '../../db/stores/integrations/integration-repository.ts';
import { lockTenantMetadata, storeTenantMetadata } from '../../db/stores/tenants/tenant-metadata-repository.ts';
import { lockTenant } from '../../db/stores/tenants/tenant-repository.ts';
import { readTenantStatus } from '../../db/stores/tenants/tenant-status.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import type { SchemaChecks } from '../../domain/manifest/schema-checks.ts';
import type { TenantMetadata } from '../../domain/tenants/tenant.ts';
import { AppError } from '../../errors/app-error.ts';
import { checkMetadata } from './check-tenant-values.ts';
import { recordEditedOptions } from './record-edited-options.ts';

/**
 * Merges `data` into the tenant's metadata, key by key of the top level.
 * @throws AppError not_found, archived, invalid_input
 */
export async function patchMetadata(
  unit: UnitOfWork,
  actor: Actor,
  schemas: SchemaChecks,
  input: { tenantId: number; data: Readonly<Record<string, unknown>> },
): Promise<TenantMetadata> {
  const tenant = await lockTenant(unit.em, input.tenantId);
  const integration = tenant && (await findIntegration(unit.em, scopeOf(actor), tenant.integrationId));
  if (!tenant || !integration) throw new AppError('not_found', 'There is no tenant with this id.');
  if (tenant.archivedAt) throw new AppError('archived', 'The tenant is archived and no longer edited.');
  const old = await lockTenantMetadata(unit.em, tenant.id);
  const metadata = { ...old?.data, ...input.data };
  const releaseId = (await readTenantStatus(unit, [tenant.id])).get(tenant.id)?.nextReleaseId ?? null;
  const { integrationId } = tenant;
  const manifest = await checkMetadata(unit, schemas, { integrationId, releaseId, metadata });
  const stored = await storeTenantMetadata(unit.em, tenant.id, metadata);
  await recordEditedOptions(unit, tenant.id, manifest, Object.keys(input.data));
  await recordActivity(unit, {
    actor: actor.name,
    action: 'tenant.metadata_updated',
    subjectKind: 'tenant',
    subjectId: tenant.id,
    integrationId: tenant.integrationId,
    partnerId: integration.partnerId,
    after: { keys: Object.keys(input.data) },
  });
  return stored;
}
