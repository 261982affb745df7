import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { lockApiKey, markApiKeyRevoked } from '../../db/stores/api-keys/api-key-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { ApiKey } from '../../domain/accounts/api-key.ts';
import type { Actor } from '../../domain/accounts/role.ts';
import { AppError } from '../../errors/app-error.ts';

/**
 * Ends a key at once; a revoked one stays as it is.
 * @throws AppError not_found, forbidden
 */
export async function revokeApiKey(unit: UnitOfWork, actor: Actor, id: number): Promise<ApiKey> {
  const key = await lockApiKey(unit.em, id);
  if (!key) throw new AppError('not_found', 'There is no API key with this id.');
  if (key.role === 'owner' && actor.role !== 'owner') {
    throw new AppError('forbidden', 'Only an owner revokes a key with the role owner.');
  }
  if (key.revokedAt) return key;
  const revoked = await markApiKeyRevoked(unit.em, id);
  await recordActivity(unit, {
    actor: actor.name,
    action: 'api_key.revoked',
    subjectKind: 'api_key',
    subjectId: id,
    partnerId: key.partnerId,
    before: { name: key.name, role: key.role, prefix: key.prefix },
  });
  return revoked;
}
