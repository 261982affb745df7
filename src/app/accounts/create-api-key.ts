import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { insertApiKey } from '../../db/stores/api-keys/api-key-repository.ts';
import { partnerExists } from '../../db/stores/partners/partner-store.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { ApiKey } from '../../domain/accounts/api-key.ts';
import type { Actor, Role } from '../../domain/accounts/role.ts';
import { AppError } from '../../errors/app-error.ts';
import { mintApiKey } from './api-key.ts';

export interface CreateApiKeyInput {
  readonly name: string;
  readonly role: Role;
  readonly partnerId: number | null;
  readonly expiresAt: Date | null;
}

/**
 * Makes a key; the secret is in this result and nowhere else.
 * @throws AppError invalid_input, forbidden
 */
export async function createApiKey(
  unit: UnitOfWork,
  actor: Actor,
  input: CreateApiKeyInput,
): Promise<{ key: ApiKey; apiKey: string }> {
  if (input.role === 'owner' && actor.role !== 'owner') {
    throw new AppError('forbidden', 'Only an owner makes a key with the role owner.');
  }
  await checkPartner(unit, input);
  if (input.expiresAt && input.expiresAt.getTime() <= Date.now()) {
    throw invalid('/expires_date', 'has to lie in the future');
  }
  const { apiKey, prefix, keyHash } = mintApiKey();
  const key = await insertApiKey(unit.em, { ...input, prefix, keyHash, createdBy: actor.name });
  await recordActivity(unit, {
    actor: actor.name,
    action: 'api_key.created',
    subjectKind: 'api_key',
    subjectId: key.id,
    partnerId: key.partnerId,
    after: { name: key.name, role: key.role, prefix: key.prefix },
  });
  return { key, apiKey };
}

async function checkPartner(unit: UnitOfWork, input: CreateApiKeyInput): Promise<void> {
  if ((input.role === 'partner') !== (input.partnerId !== null)) {
    throw invalid('/partner_id', 'belongs to the role partner, and to no other');
  }
  if (input.partnerId === null) return;
  if (!(await partnerExists(unit, input.partnerId))) throw invalid('/partner_id', 'is not the id of a partner');
}

function invalid(pointer: string, message: string): AppError {
  return new AppError('invalid_input', 'The API key cannot be made.', { issues: [{ pointer, message }] });
}
