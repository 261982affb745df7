import type { Person } from '../../../src/app/accounts/require-password.ts';
import type { Actor } from '../../../src/domain/accounts/role.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** Returns the person behind a session. @throws AppError forbidden for keys */
export function personOf({ userId, sessionId }: Actor): Person {
  if (!userId || !sessionId) throw new AppError('forbidden', 'A key has no account of its own. Sign in.');
  return { userId, sessionId };
}
