import type { Sql } from '../../db/database.ts';
import { readHubSettings } from '../../db/stores/hub/hub-settings.ts';
import { findUserAddress } from '../../db/stores/users/user-store.ts';
import type { Actor } from '../../domain/accounts/role.ts';

/** Returns how an e-mail names the caller: a person by name, a key by the hub that it belongs to. */
export async function actorLabel(sql: Sql, actor: Actor): Promise<string> {
  const user = actor.userId ? await findUserAddress(sql, actor.userId) : null;
  return user?.name ?? (await readHubSettings(sql)).name;
}
