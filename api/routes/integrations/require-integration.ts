import type { Database } from '../../../src/db/database.ts';
import { findIntegration } from '../../../src/db/stores/integrations/integration-repository.ts';
import type { Scope } from '../../../src/domain/accounts/role.ts';
import type { Integration } from '../../../src/domain/integrations/integration.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** @throws AppError not_found, also where it belongs to another owner */
export async function requireIntegration(db: Database, scope: Scope, id: number): Promise<Integration> {
  const integration = await findIntegration(db.em(), scope, id);
  if (!integration) throw new AppError('not_found', 'There is no integration with this id.');
  return integration;
}
