import type { Database, Sql } from '../../db/database.ts';
import { LOCKS, lockUntilCommit } from '../../db/locks.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { AppError } from '../../errors/app-error.ts';
import { hashApiKey, mintApiKey } from './api-key.ts';

export interface BootstrapOwnerInput {
  /** A key given from outside, at least 20 characters of any form; without it one is made. */
  readonly apiKey?: string | undefined;
  readonly ownerEmail?: string | undefined;
}

export interface BootstrapOwnerOutcome {
  readonly created: boolean;
  /** The new owner's key, where this call made the owner. */
  readonly apiKey: string | null;
}

const MIN_KEY_LENGTH = 20;
const ACTOR = 'hub:start';

/**
 * Makes the first owner and its key on the first start; later calls, and all but one of concurrent ones, change nothing.
 * @throws AppError config_invalid
 */
export async function bootstrapOwner(db: Database, input: BootstrapOwnerInput = {}): Promise<BootstrapOwnerOutcome> {
  if (input.apiKey !== undefined && input.apiKey.length < MIN_KEY_LENGTH) {
    throw new AppError('config_invalid', `HUBWRIGHT_BOOTSTRAP_API_KEY needs at least ${MIN_KEY_LENGTH} characters.`);
  }
  return db.transaction(async (sql) => {
    await lockUntilCommit(sql, LOCKS.firstOwner);
    const owners = await sql.query(`select 1 from users where role = 'owner' limit 1`);
    if (owners.length > 0) return { created: false, apiKey: null };
    return { created: true, apiKey: await insertOwner(sql, input) };
  });
}

async function insertOwner(sql: Sql, input: BootstrapOwnerInput): Promise<string> {
  const [owner] = await sql.query<{ id: number }>(
    `insert into users (email, name, role) values ($1, 'Owner', 'owner') returning id`,
    [input.ownerEmail ?? 'owner@localhost'],
  );
  const minted = mintApiKey();
  const apiKey = input.apiKey ?? minted.apiKey;
  const prefix = input.apiKey === undefined ? minted.prefix : 'bootstrap';
  await sql.query(
    `insert into api_keys (name, prefix, key_hash, role, created_by) values ('First owner', $1, $2, 'owner', $3)`,
    [prefix, hashApiKey(apiKey), ACTOR],
  );
  await recordActivity(sql, { actor: ACTOR, action: 'user.created', subjectKind: 'user', subjectId: owner?.id ?? 0 });
  return apiKey;
}
