import { revokeAccountLinks } from '../../db/stores/account-links/account-link-store.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { deleteSessions } from '../../db/stores/sessions/session-store.ts';
import { findSignIn, findUser, findUserAddress, updateUser } from '../../db/stores/users/user-store.ts';
import { inUnitOfWork } from '../../db/unit-of-work.ts';
import { AppError } from '../../errors/app-error.ts';
import { queueMail } from '../mails/index.ts';
import type { AccountDeps, Client } from './account-deps.ts';
import { hashNewPassword } from './choose-password.ts';
import { createLink } from './create-link.ts';
import { consumeLink, limitLinkTries, openLink } from './open-link.ts';
import { RESET_BY_ACCOUNT, RESET_BY_ADDRESS } from './rate-limits.ts';

/**
 * Mails a link to choose a new password, where the address has an account that can sign in. The caller learns nothing of that.
 * @throws AppError rate_limited
 */
export async function requestPasswordReset(deps: AccountDeps, email: string, client: Client): Promise<void> {
  await deps.rateLimits.consume(RESET_BY_ADDRESS, client.address);
  const address = email.trim().toLowerCase();
  await deps.rateLimits.consume(RESET_BY_ACCOUNT, address);
  await deps.db.transaction(async (sql) => {
    const account = await findSignIn(sql, address);
    if (!account?.isActive || account.passwordHash === null) return;
    const user = await findUserAddress(sql, account.id);
    if (!user) return;
    const actor = `user:${user.id}`;
    const link = await createLink(sql, {
      purpose: 'password_reset',
      user,
      createdBy: actor,
      publicUrl: deps.publicUrl,
    });
    await queueMail(sql, deps, { event: 'user.password_reset', user, values: { link } });
    await recordActivity(sql, {
      actor,
      action: 'user.password_reset_requested',
      subjectKind: 'user',
      subjectId: user.id,
    });
  });
}

/**
 * Returns whose password the link resets; it stays usable.
 * @throws AppError link_unusable, rate_limited
 */
export async function readPasswordReset(deps: AccountDeps, token: string, client: Client): Promise<{ email: string }> {
  await limitLinkTries(deps, client.address);
  return deps.db.transaction(async (sql) => {
    const link = await openLink(sql, 'password_reset', token);
    return { email: link.accountEmail ?? '' };
  });
}

export interface ResetPasswordInput {
  readonly token: string;
  readonly password: string;
  readonly client: Client;
}

/**
 * Sets a new password and ends every session and every other link of the account. The second factor stays on.
 * @throws AppError link_unusable, invalid_input, rate_limited
 */
export async function resetPassword(deps: AccountDeps, { token, password, client }: ResetPasswordInput): Promise<void> {
  await limitLinkTries(deps, client.address);
  await inUnitOfWork(deps.db, async (unit) => {
    const link = await consumeLink(unit, 'password_reset', token);
    const user = link.userId === null ? null : await findUser(unit.em, link.userId);
    if (user === null) throw new AppError('link_unusable', 'This link is not valid. Ask for a new one.');
    const passwordHash = await hashNewPassword(unit, deps, { password, ...user });
    await updateUser(unit.em, user.id, { passwordHash, passwordSetAt: new Date() });
    await deleteSessions(unit, user.id, null);
    await revokeAccountLinks(unit, user.id);
    await recordActivity(unit, {
      actor: `user:${user.id}`,
      action: 'user.password_reset',
      subjectKind: 'user',
      subjectId: user.id,
      partnerId: user.partnerId,
    });
    await queueMail(unit, deps, { event: 'user.password_changed', user, values: { address: client.address } });
  });
}
