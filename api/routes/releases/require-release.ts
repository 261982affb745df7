import type { Database } from '../../../src/db/database.ts';
import { findReleaseInScope } from '../../../src/db/stores/releases/release-repository.ts';
import type { Scope } from '../../../src/domain/accounts/role.ts';
import type { Release } from '../../../src/domain/releases/release.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** @throws AppError not_found, also where it belongs to another owner */
export async function requireRelease(db: Database, scope: Scope, id: number): Promise<Release> {
  const release = await findReleaseInScope(db, scope, id);
  if (!release) throw new AppError('not_found', 'There is no release with this id.');
  return release;
}
