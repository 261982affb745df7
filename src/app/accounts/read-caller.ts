import { findApiKeyName } from '../../db/stores/api-keys/api-key-repository.ts';
import { readHubSettings } from '../../db/stores/hub/hub-settings.ts';
import { findUser } from '../../db/stores/users/user-store.ts';
import type { Actor } from '../../domain/accounts/role.ts';
import type { User } from '../../domain/accounts/user.ts';
import type { AccountDeps } from './account-deps.ts';

export interface CallerFacts {
  readonly user: User | null;
  readonly apiKey: { readonly id: number; readonly name: string } | null;
  readonly hubName: string;
}

/** Returns what the caller is called. */
export async function readCaller({ db }: Pick<AccountDeps, 'db'>, actor: Actor): Promise<CallerFacts> {
  const [user, keyName, { name: hubName }] = await Promise.all([
    actor.userId ? findUser(db.em(), actor.userId) : null,
    actor.apiKeyId ? findApiKeyName(db, actor.apiKeyId) : null,
    readHubSettings(db),
  ]);
  return { user, apiKey: actor.apiKeyId ? { id: actor.apiKeyId, name: keyName ?? '' } : null, hubName };
}
