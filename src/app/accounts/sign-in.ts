import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { insertSession, isKnownDevice, recordDevice } from '../../db/stores/sessions/session-store.ts';
import { findSignIn, findUserAddress } from '../../db/stores/users/user-store.ts';
import { SECOND_FACTOR_S, SESSION_MAX_S } from '../../domain/accounts/session-times.ts';
import { AppError } from '../../errors/app-error.ts';
import { queueMail } from '../mails/index.ts';
import type { AccountDeps, Client } from './account-deps.ts';
import { SIGN_IN_BY_ACCOUNT, SIGN_IN_BY_ADDRESS, SIGN_IN_BY_DEVICE } from './rate-limits.ts';
import { hashToken, mintToken } from './secret-token.ts';

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  readonly client: Client;
}

export interface SignedIn {
  readonly userId: number;
  readonly sessionToken: string;
  /** `second_factor`: the session is good for nothing but that. */
  readonly state: 'second_factor' | 'active';
  /** The browser keeps it, so that its next sign-in is no new device. */
  readonly deviceToken: string;
}

/**
 * Checks e-mail and password and begins a session. Unknown addresses, wrong passwords and ended accounts look alike, also in time.
 * @throws AppError sign_in_failed, rate_limited
 */
export async function signIn(deps: AccountDeps, input: SignInInput): Promise<SignedIn> {
  const email = input.email.trim().toLowerCase();
  await deps.rateLimits.consume(SIGN_IN_BY_ADDRESS, input.client.address);
  const account = await findSignIn(deps.db, email);
  const device = input.client.deviceToken === null ? null : hashToken(input.client.deviceToken);
  const isKnown = account !== null && device !== null && (await isKnownDevice(deps.db, account.id, device));
  const [limit, key] = isKnown ? [SIGN_IN_BY_DEVICE, `${device}`] : [SIGN_IN_BY_ACCOUNT, email];
  await deps.rateLimits.consume(limit, key);
  const isRight = await deps.passwords.verify(input.password, account?.passwordHash ?? null);
  if (!account?.isActive || !isRight) throw new AppError('sign_in_failed', 'E-mail or password is wrong.');
  const minted = mintToken();
  const state = account.hasTotp ? 'second_factor' : 'active';
  const deviceToken = input.client.deviceToken ?? mintToken().token;
  await deps.db.transaction(async (sql) => {
    const session = { userId: account.id, tokenHash: minted.hash, state, ...whereFrom(input.client) } as const;
    const lifetimeS = account.hasTotp ? SECOND_FACTOR_S : SESSION_MAX_S;
    const sessionId = await insertSession(sql, { ...session, lifetimeS });
    if (state === 'active')
      await welcome(sql, deps, { userId: account.id, sessionId, deviceToken, client: input.client });
  });
  if (state === 'active') await deps.rateLimits.reset(limit, key);
  return { userId: account.id, sessionToken: minted.token, state, deviceToken };
}

export interface Welcome {
  readonly userId: number;
  readonly sessionId: number;
  readonly deviceToken: string;
  readonly client: Client;
}

/** Records a whole sign-in, and notifies the person about a browser that was not seen before. */
export async function welcome(
  sql: Sql,
  deps: AccountDeps,
  { userId, sessionId, deviceToken, client }: Welcome,
): Promise<void> {
  const { isNew } = await recordDevice(sql, userId, hashToken(deviceToken));
  await recordActivity(sql, {
    actor: `user:${userId}`,
    action: 'session.created',
    subjectKind: 'session',
    subjectId: sessionId,
    after: whereFrom(client),
  });
  if (!isNew) return;
  const user = await findUserAddress(sql, userId);
  const browser = client.userAgent ?? 'an unknown browser';
  if (user)
    await queueMail(sql, deps, { event: 'user.new_device', user, values: { address: client.address, browser } });
}

/** What is stored of the browser that signed in. */
export function whereFrom({ address, userAgent }: Client): { address: string; userAgent: string | null } {
  return { address, userAgent: userAgent?.slice(0, 300) ?? null };
}
