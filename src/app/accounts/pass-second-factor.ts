import { createHash } from 'node:crypto';
import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { rotateSession, useRecoveryCode } from '../../db/stores/sessions/session-store.ts';
import { recordTotpStep } from '../../db/stores/users/user-store.ts';
import { SESSION_MAX_S } from '../../domain/accounts/session-times.ts';
import { AppError } from '../../errors/app-error.ts';
import type { AccountDeps, Client } from './account-deps.ts';
import { SECOND_FACTOR_BY_USER } from './rate-limits.ts';
import { mintToken } from './secret-token.ts';
import { type SignedIn, welcome } from './sign-in.ts';
import { totpSecretOwner } from './totp-secret.ts';

export interface SecondFactorInput {
  readonly userId: number;
  readonly sessionId: number;
  /** Six digits, or a recovery code. */
  readonly code: string;
  readonly client: Client;
}

/**
 * Turns a half session into a whole one; its token changes.
 * @throws AppError second_factor_failed, rate_limited
 */
export async function passSecondFactor(deps: AccountDeps, input: SecondFactorInput): Promise<SignedIn> {
  await deps.rateLimits.consume(SECOND_FACTOR_BY_USER, `${input.userId}`);
  const minted = mintToken();
  const deviceToken = input.client.deviceToken ?? mintToken().token;
  await deps.db.transaction(async (sql) => {
    if (!(await isRightCode(sql, deps, input))) {
      throw new AppError('second_factor_failed', 'The code is wrong or was used already.');
    }
    await rotateSession(sql, input.sessionId, minted.hash, SESSION_MAX_S);
    await welcome(sql, deps, { ...input, deviceToken });
  });
  await deps.rateLimits.reset(SECOND_FACTOR_BY_USER, `${input.userId}`);
  return { userId: input.userId, sessionToken: minted.token, state: 'active', deviceToken };
}

async function isRightCode(sql: Sql, deps: AccountDeps, { userId, code }: SecondFactorInput): Promise<boolean> {
  if (/^[\d\s]{6,9}$/.test(code.trim())) return acceptTotp(sql, deps, userId, code);
  const left = await useRecoveryCode(sql, userId, hashRecoveryCode(code));
  if (left === null) return false;
  const actor = `user:${userId}`;
  await recordActivity(sql, {
    actor,
    action: 'user.recovery_code_used',
    subjectKind: 'user',
    subjectId: userId,
    after: { left },
  });
  return true;
}

/** Returns whether the code is right; each time step is accepted once. */
async function acceptTotp(sql: Sql, deps: AccountDeps, userId: number, code: string): Promise<boolean> {
  const secret = await deps.secrets.read(sql, totpSecretOwner(userId));
  const step = secret === null ? null : deps.totp.stepOf(secret, code);
  return step !== null && recordTotpStep(sql, userId, step);
}

/** Codes are random; dashes, spaces and case don't count. */
export function hashRecoveryCode(code: string): string {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHash('sha256').update(plain).digest('hex');
}
