import type { Sql } from '../../db/sql.ts';
import { countSecretsByKey, lockSecretsOfOtherKeys, resealSecret } from '../../db/stores/secrets/secret-row-store.ts';
import { AppError } from '../../errors/app-error.ts';
import type { KeyUse, ResealedBatch, Secrets } from './secrets.ts';

const BATCH_SIZE = 100;

/** Returns how many stored secrets the present key sealed, and how many another one. */
export async function countByKey(sql: Sql, secrets: Secrets): Promise<KeyUse> {
  const keyId = secrets.currentKeyId;
  return { keyId, ...(await countSecretsByKey(sql, keyId)) };
}

/**
 * Seals the next secrets of older keys with the present one, in the caller's transaction. Killed meanwhile, it has changed nothing. Where
 * several processes do it at once, each row is done by one of them. `modified_at` stays: the secret is the same.
 */
export async function resealBatch(sql: Sql, secrets: Secrets, afterId: number): Promise<ResealedBatch> {
  const page = { keyId: secrets.currentKeyId, after: afterId, limit: BATCH_SIZE };
  const rows = await lockSecretsOfOtherKeys(sql, page);
  let resealed = 0;
  for (const { id, owner, sealed, keyId } of rows) {
    const text = openOrNull(secrets, owner, { sealed, keyId });
    if (text === null) continue;
    const fresh = secrets.seal(owner, text);
    await resealSecret(sql, { id, sealed: Buffer.from(fresh.sealed), keyId: fresh.keyId });
    resealed += 1;
  }
  return { lastId: rows.at(-1)?.id ?? null, resealed };
}

/** Null where its key is not among those given any more: it stays as it is, and is counted. */
function openOrNull(secrets: Secrets, owner: string, secret: { sealed: Uint8Array; keyId: string }): string | null {
  try {
    return secrets.open(owner, secret);
  } catch (error) {
    if (error instanceof AppError && error.code === 'secret_unreadable') return null;
    throw error;
  }
}
