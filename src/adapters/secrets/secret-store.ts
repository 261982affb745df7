import type { Sql } from '../../db/sql.ts';
import { AppError } from '../../errors/app-error.ts';
import { countByKey, resealBatch } from './reseal-secrets.ts';
import type { SecretStore, Secrets } from './secrets.ts';

interface SecretRow {
  readonly sealed: Buffer;
  readonly key_id: string;
}

const CHECK_OWNER = 'key_check';
const CHECK_TEXT = 'This opens with the key of this hub.';

/** Secrets as rows of `settings_secrets`. */
export function createSecretStore(secrets: Secrets): SecretStore {
  return {
    put: async (sql, owner, text) => {
      const { sealed, keyId } = secrets.seal(owner, text);
      const rows = await sql.query<{ id: number }>(
        `insert into settings_secrets (owner, sealed, key_id) values ($1, $2, $3)
         on conflict (owner) do update set sealed = excluded.sealed, key_id = excluded.key_id, modified_at = now()
         returning id`,
        [owner, Buffer.from(sealed), keyId],
      );
      return (rows[0] as { id: number }).id;
    },
    read: (sql, owner) => readSecret(sql, secrets, owner),
    remove: async (sql, owner) => {
      await sql.query('delete from settings_secrets where owner = $1', [owner]);
    },
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
  await sql.query(
    'insert into settings_secrets (owner, sealed, key_id) values ($1, $2, $3) on conflict (owner) do nothing',
    [CHECK_OWNER, Buffer.from(sealed), keyId],
  );
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
  const rows = await sql.query<SecretRow>('select sealed, key_id from settings_secrets where owner = $1', [owner]);
  const row = rows[0];
  return row === undefined ? null : secrets.open(owner, { sealed: row.sealed, keyId: row.key_id });
}
