import { findPasswordHash, findUser } from '../../db/stores/users/user-store.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { User } from '../../domain/accounts/user.ts';
import { AppError } from '../../errors/app-error.ts';
import type { AccountDeps } from './account-deps.ts';
import { PASSWORD_CHECK_BY_USER } from './rate-limits.ts';

/** Somebody who is signed in. */
export interface Person {
  readonly userId: number;
  readonly sessionId: number;
}

/**
 * Asks for the password once more, before something that a stolen session must not do. Returns the account.
 * @throws AppError invalid_input at `/current_password`, rate_limited
 */
export async function requirePassword(
  unit: UnitOfWork,
  { passwords, rateLimits }: Pick<AccountDeps, 'passwords' | 'rateLimits'>,
  { userId }: Person,
  password: string,
): Promise<User> {
  await rateLimits.consume(PASSWORD_CHECK_BY_USER, `${userId}`);
  const isRight = await passwords.verify(password, await findPasswordHash(unit, userId));
  if (!isRight) {
    throw new AppError('invalid_input', 'The password is wrong.', {
      issues: [{ pointer: '/current_password', message: 'is wrong' }],
    });
  }
  await rateLimits.reset(PASSWORD_CHECK_BY_USER, `${userId}`);
  const user = await findUser(unit.em, userId);
  if (user === null) throw new AppError('not_found', 'The account is gone.');
  return user;
}
