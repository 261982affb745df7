import type { Sql } from '../../db/database.ts';
import { insertSession } from '../../db/stores/sessions/session-store.ts';
import { SESSION_MAX_S } from '../../domain/accounts/session-times.ts';
import type { AccountDeps, Client } from './account-deps.ts';
import { mintToken } from './secret-token.ts';
import { type SignedIn, welcome, whereFrom } from './sign-in.ts';

/** Signs in a person who has just proved their identity by a link. */
export async function beginSession(sql: Sql, deps: AccountDeps, userId: number, client: Client): Promise<SignedIn> {
  const { token, hash } = mintToken();
  const deviceToken = client.deviceToken ?? mintToken().token;
  const session = { userId, tokenHash: hash, state: 'active', lifetimeS: SESSION_MAX_S, ...whereFrom(client) } as const;
  const sessionId = await insertSession(sql, session);
  await welcome(sql, deps, { userId, sessionId, deviceToken, client });
  return { userId, sessionToken: token, state: 'active', deviceToken };
}
