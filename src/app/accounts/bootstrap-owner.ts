import type { Database, Sql } from '../../db/database.ts';
import { LOCKS, lockUntilCommit } from '../../db/locks.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { hasOwner, insertFirstKey, insertFirstOwner } from '../../db/stores/users/first-owner-store.ts';
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
    if (await hasOwner(sql)) return { created: false, apiKey: null };
    return { created: true, apiKey: await insertOwner(sql, input) };
  });
}

async function insertOwner(sql: Sql, input: BootstrapOwnerInput): Promise<string> {
  const subjectId = await insertFirstOwner(sql, input.ownerEmail ?? 'owner@localhost');
  const minted = mintApiKey();
  const apiKey = input.apiKey ?? minted.apiKey;
  const prefix = input.apiKey === undefined ? minted.prefix : 'bootstrap';
  await insertFirstKey(sql, { prefix, keyHash: hashApiKey(apiKey), createdBy: ACTOR });
  await recordActivity(sql, { actor: ACTOR, action: 'user.created', subjectKind: 'user', subjectId });
  return apiKey;
}
