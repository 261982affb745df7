import type { Sql } from '../../db/database.ts';
import { findLiveSession, type LiveSession, recordSessionUse } from '../../db/stores/sessions/session-store.ts';
import { AppError } from '../../errors/app-error.ts';
import { hashToken } from './secret-token.ts';

const MAX_TOKEN_LENGTH = 128;

/**
 * Returns the session of a cookie. Queries the database each time, so that a change of role, a deactivation or a sign-out takes effect at once.
 * @throws AppError session_expired
 */
export async function authenticateSession(sql: Sql, token: string): Promise<LiveSession> {
  const session = token.length > MAX_TOKEN_LENGTH ? null : await findLiveSession(sql, hashToken(token));
  if (!session) throw new AppError('session_expired', 'You are signed out. Sign in again to go on.');
  // Nobody waits for this record, and a lost one is made up for by the next request.
  if (session.isUseStale) recordSessionUse(sql, session.id).catch(() => {});
  return session;
}
