import type { Sql } from '../../db/sql.ts';
import { AppError } from '../../errors/app-error.ts';
import type { KeyUse, ResealedBatch, Secrets } from './secrets.ts';

const BATCH_SIZE = 100;

interface Row {
  readonly id: number;
  readonly owner: string;
  readonly sealed: Buffer;
  readonly key_id: string;
}

/** How many stored secrets the present key sealed, and how many another one. */
export async function countByKey(sql: Sql, secrets: Secrets): Promise<KeyUse> {
  const rows = await sql.query<{ present: number; older: number }>(
    `select count(*) filter (where key_id = $1) as present, count(*) filter (where key_id <> $1) as older from settings_secrets`,
    [secrets.currentKeyId],
  );
  return { keyId: secrets.currentKeyId, present: rows[0]?.present ?? 0, older: rows[0]?.older ?? 0 };
}

/**
 * Seals the next secrets of older keys with the present one, in the caller's transaction. Where it is killed nothing has happened, and
 * where others do it at once each row is done by one of them. `modified_at` stays: the secret is the same.
 */
export async function resealBatch(sql: Sql, secrets: Secrets, afterId: number): Promise<ResealedBatch> {
  const rows = await sql.query<Row>(
    `select id, owner, sealed, key_id from settings_secrets where key_id <> $1 and id > $2 order by id limit ${BATCH_SIZE} for update`,
    [secrets.currentKeyId, afterId],
  );
  let resealed = 0;
  for (const { id, owner, sealed, key_id: keyId } of rows) {
    const text = openOrNull(secrets, owner, { sealed, keyId });
    if (text === null) continue;
    const fresh = secrets.seal(owner, text);
    await sql.query('update settings_secrets set sealed = $2, key_id = $3 where id = $1', [
      ...[id, Buffer.from(fresh.sealed), fresh.keyId],
    ]);
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
