import type { Database } from '../../../src/db/database.ts';
import { findTenant } from '../../../src/db/stores/tenants/tenant-repository.ts';
import type { Scope } from '../../../src/domain/accounts/role.ts';
import type { Tenant } from '../../../src/domain/tenants/tenant.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** @throws AppError not_found, also where it belongs to another owner */
export async function requireTenant(db: Database, scope: Scope, id: number): Promise<Tenant> {
  const tenant = await findTenant(db, scope, id);
  if (!tenant) throw new AppError('not_found', 'There is no tenant with this id.');
  return tenant;
}
