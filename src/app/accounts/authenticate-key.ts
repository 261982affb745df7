import type { Sql } from '../../db/database.ts';
import { findLiveApiKey, recordApiKeyUse } from '../../db/stores/api-keys/api-key-repository.ts';
import type { Actor } from '../../domain/accounts/role.ts';
import { AppError } from '../../errors/app-error.ts';
import { hashApiKey } from './api-key.ts';

const MAX_KEY_LENGTH = 512;

/**
 * Who the holder of `apiKey` is. Asks the database each time, so that a revoked key stops at once.
 * @throws AppError unauthenticated
 */
export async function authenticateKey(sql: Sql, apiKey: string | undefined): Promise<Actor> {
  if (!apiKey) throw new AppError('unauthenticated', 'Send an API key in the header X-API-KEY.');
  const found = apiKey.length > MAX_KEY_LENGTH ? null : await findLiveApiKey(sql, hashApiKey(apiKey));
  if (!found) throw new AppError('unauthenticated', 'The API key is unknown, expired or revoked.');
  // Nobody waits for this note, and a lost one is made up by the next request.
  if (found.isUseStale) recordApiKeyUse(sql, found.id).catch(() => {});
  return { name: `api_key:${found.id}`, role: found.role, partnerId: found.partnerId, apiKeyId: found.id };
}
