import type { Sql } from '../../db/database.ts';
import { findLiveTenants } from '../../db/stores/tenants/tenant-repository.ts';
import { AppError } from '../../errors/app-error.ts';

const MAX_LISTED = 100;

/**
 * Returns the one live tenant of an integration (and of an end user, where one is named).
 * @throws AppError not_found, several_tenants (which lists them)
 */
export async function findSyncTenant(sql: Sql, integrationId: number, endUserId: string | null): Promise<number> {
  const tenants = await findLiveTenants(sql, { integrationId, endUserId, limit: MAX_LISTED });
  const [first, second] = tenants;
  if (!first) throw new AppError('not_found', 'There is no live tenant of this integration for this user.');
  if (!second) return first.id;
  const issues = tenants.map((tenant) => ({ pointer: `/tenants/${tenant.id}`, message: tenant.name }));
  throw new AppError('several_tenants', 'Several tenants match: sync one of those listed by its own id.', { issues });
}
