import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { deleteSession, deleteSessions, findLiveSession } from '../../db/stores/sessions/session-store.ts';
import { AppError } from '../../errors/app-error.ts';
import type { AccountDeps } from './account-deps.ts';
import type { Person } from './require-password.ts';
import { hashToken } from './secret-token.ts';

/** Ends the session of a token; of one that has ended nothing is left to do. */
export async function signOut({ db }: Pick<AccountDeps, 'db'>, token: string): Promise<void> {
  const session = await findLiveSession(db, hashToken(token));
  if (session) await end({ db }, { userId: session.userId, sessionId: session.id }, session.id);
}

/**
 * Ends one session of a person.
 * @throws AppError not_found
 */
export async function revokeSession({ db }: Pick<AccountDeps, 'db'>, person: Person, sessionId: number): Promise<void> {
  if (!(await end({ db }, person, sessionId))) throw new AppError('not_found', 'There is no such session of yours.');
}

/** Ends all sessions of a person but the caller's. Returns how many. */
export function revokeOtherSessions({ db }: Pick<AccountDeps, 'db'>, { userId, sessionId }: Person): Promise<number> {
  return db.transaction(async (sql) => {
    const count = await deleteSessions(sql, userId, sessionId);
    const subject = { subjectKind: 'user', subjectId: userId, after: { count } };
    if (count > 0) await recordActivity(sql, { actor: `user:${userId}`, action: 'session.others_revoked', ...subject });
    return count;
  });
}

function end({ db }: Pick<AccountDeps, 'db'>, { userId }: Person, sessionId: number): Promise<boolean> {
  return db.transaction(async (sql) => {
    const isEnded = await deleteSession(sql, userId, sessionId);
    const subject = { subjectKind: 'session', subjectId: sessionId };
    if (isEnded) await recordActivity(sql, { actor: `user:${userId}`, action: 'session.ended', ...subject });
    return isEnded;
  });
}
