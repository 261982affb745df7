import { revokeAccountLinks } from '../../db/stores/account-links/account-link-store.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { findSignIn, lockUser, updateUser } from '../../db/stores/users/user-store.ts';
import { inUnitOfWork } from '../../db/unit-of-work.ts';
import { isSameAddress, readEmailAddress } from '../../domain/accounts/email-address.ts';
import { AppError } from '../../errors/app-error.ts';
import { queueMail } from '../mails/index.ts';
import type { AccountDeps, Client } from './account-deps.ts';
import { createLink } from './create-link.ts';
import { consumeLink, limitLinkTries } from './open-link.ts';
import { type Person, requirePassword } from './require-password.ts';

/**
 * Mails a link to the new address; until it is opened the old one stays in effect.
 * @throws AppError invalid_input, email_taken, rate_limited
 */
export async function requestEmailChange(
  deps: AccountDeps,
  person: Person,
  input: { readonly email: string; readonly currentPassword: string },
): Promise<void> {
  const email = readEmailAddress(input.email);
  if (email === null) throw invalid('is not an e-mail address');
  await inUnitOfWork(deps.db, async (unit) => {
    const user = await requirePassword(unit, deps, person, input.currentPassword);
    if (isSameAddress(user.email, email)) throw invalid('is the address of your account already');
    if (await findSignIn(unit, email)) throw taken();
    const actor = `user:${user.id}`;
    const { publicUrl } = deps;
    const link = await createLink(unit, {
      purpose: 'email_change',
      user: { ...user, email },
      createdBy: actor,
      publicUrl,
    });
    await queueMail(unit, deps, { event: 'user.email_change', user, to: email, values: { link, newEmail: email } });
    await recordActivity(unit, {
      actor,
      action: 'user.email_change_requested',
      subjectKind: 'user',
      subjectId: user.id,
      partnerId: user.partnerId,
      after: { email },
    });
  });
}

/**
 * Changes the address of the account; both addresses are notified.
 * @throws AppError link_unusable, email_taken, rate_limited
 */
export async function confirmEmailChange(deps: AccountDeps, token: string, client: Client): Promise<{ email: string }> {
  await limitLinkTries(deps, client.address);
  return inUnitOfWork(deps.db, async (unit) => {
    const link = await consumeLink(unit, 'email_change', token);
    const user = link.userId === null ? null : await lockUser(unit.em, link.userId);
    if (user === null || link.sentTo === null) {
      throw new AppError('link_unusable', 'This link is not valid. Ask for a new one.');
    }
    const newEmail = link.sentTo;
    const changed = await updateUser(unit.em, user.id, { email: newEmail, emailConfirmedAt: new Date() });
    if (changed === null) throw taken();
    await revokeAccountLinks(unit, user.id);
    await recordActivity(unit, {
      actor: `user:${user.id}`,
      action: 'user.email_changed',
      subjectKind: 'user',
      subjectId: user.id,
      partnerId: user.partnerId,
      before: { email: user.email },
      after: { email: newEmail },
    });
    const values = { oldEmail: user.email, newEmail };
    for (const to of [user.email, newEmail])
      await queueMail(unit, deps, { event: 'user.email_changed', user, to, values });
    return { email: newEmail };
  });
}

function invalid(message: string): AppError {
  return new AppError('invalid_input', 'The new address is not valid.', { issues: [{ pointer: '/email', message }] });
}

function taken(): AppError {
  return new AppError('email_taken', 'Somebody has an account with this e-mail address already.');
}
