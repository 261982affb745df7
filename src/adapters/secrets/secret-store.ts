import type { Sql } from '../../db/sql.ts';
import {
  deleteSecret,
  insertSecretOnce,
  readSecretRow,
  upsertSecret,
} from '../../db/stores/secrets/secret-row-store.ts';
import { AppError } from '../../errors/app-error.ts';
import { countByKey, resealBatch } from './reseal-secrets.ts';
import type { SecretStore, Secrets } from './secrets.ts';

const CHECK_OWNER = 'key_check';
const CHECK_TEXT = 'This opens with the key of this hub.';

/** Secrets as rows of `settings_secrets`. */
export function createSecretStore(secrets: Secrets): SecretStore {
  return {
    put: async (sql, owner, text) => {
      const { sealed, keyId } = secrets.seal(owner, text);
      return upsertSecret(sql, { owner, sealed: Buffer.from(sealed), keyId });
    },
    read: (sql, owner) => readSecret(sql, secrets, owner),
    remove: (sql, owner) => deleteSecret(sql, owner),
    countByKey: (sql) => countByKey(sql, secrets),
    resealBatch: (sql, afterId) => resealBatch(sql, secrets, afterId),
  };
}

/**
 * Opens the check value, which the first start stores: a hub with another key must not begin to work.
 * @throws AppError config_invalid
 */
export async function checkSecretKey(sql: Sql, secrets: Secrets): Promise<void> {
  const { sealed, keyId } = secrets.seal(CHECK_OWNER, CHECK_TEXT);
  await insertSecretOnce(sql, { owner: CHECK_OWNER, sealed: Buffer.from(sealed), keyId });
  try {
    if ((await readSecret(sql, secrets, CHECK_OWNER)) === CHECK_TEXT) return;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'secret_unreadable')) throw error;
  }
  throw new AppError(
    'config_invalid',
    "The secret key is not the one that this hub's secrets were sealed with: give the right one as HUBWRIGHT_SECRET_KEY, or put secret.key back into the data folder.",
  );
}

async function readSecret(sql: Sql, secrets: Secrets, owner: string): Promise<string | null> {
  const row = await readSecretRow(sql, owner);
  return row === null ? null : secrets.open(owner, row);
}
