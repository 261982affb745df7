import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { updateHubSettings } from '../../db/stores/hub/hub-settings.ts';
import { findSignIn, findUnclaimedOwner, insertUser, updateUser } from '../../db/stores/users/user-store.ts';
import { inUnitOfWork, type UnitOfWork } from '../../db/unit-of-work.ts';
import { readEmailAddress } from '../../domain/accounts/email-address.ts';
import { AppError } from '../../errors/app-error.ts';
import type { AccountDeps, Client } from './account-deps.ts';
import { beginSession } from './begin-session.ts';
import { hashNewPassword } from './choose-password.ts';
import { consumeLink, limitLinkTries, openLink } from './open-link.ts';
import type { SignedIn } from './sign-in.ts';

/**
 * Checks an owner's link; it stays usable.
 * @throws AppError link_unusable, rate_limited
 */
export async function readOwnerLink(deps: AccountDeps, token: string, client: Client): Promise<{ expiresAt: Date }> {
  await limitLinkTries(deps, client.address);
  return deps.db.transaction((sql) => openLink(sql, 'owner', token));
}

export interface CreateOwnerInput {
  readonly token: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly hubName: string | null;
  readonly client: Client;
}

/**
 * Makes an owner with the address, or gives an owner who has it already a new password; signs them in.
 * @throws AppError link_unusable, invalid_input, email_taken, rate_limited
 */
export async function createOwner(deps: AccountDeps, input: CreateOwnerInput): Promise<SignedIn> {
  const email = readEmailAddress(input.email);
  if (email === null) throw invalid('/email', 'is not an e-mail address');
  const name = input.name.trim();
  if (name === '') throw invalid('/name', 'is needed');
  await limitLinkTries(deps, input.client.address);
  return inUnitOfWork(deps.db, async (unit) => {
    await consumeLink(unit, 'owner', input.token);
    if (input.hubName) await updateHubSettings(unit, { name: input.hubName });
    const passwordHash = await hashNewPassword(unit, deps, { password: input.password, email, name, partnerId: null });
    const userId = await ownerWith(unit, email, name);
    const now = new Date();
    await updateUser(unit.em, userId, { email, name, passwordHash, passwordSetAt: now, emailConfirmedAt: now });
    const actor = `user:${userId}`;
    await recordActivity(unit, { actor, action: 'user.owner_link_used', subjectKind: 'user', subjectId: userId });
    return beginSession(unit, deps, userId, input.client);
  });
}

async function ownerWith(unit: UnitOfWork, email: string, name: string): Promise<number> {
  const account = await findSignIn(unit, email);
  if (account) {
    if (account.role === 'owner' && account.isActive) return account.id;
    throw new AppError('email_taken', 'Somebody who is not an owner has this e-mail address.');
  }
  const unclaimed = await findUnclaimedOwner(unit);
  if (unclaimed !== null) return unclaimed;
  const user = await insertUser(unit.em, { email, name, role: 'owner', partnerId: null });
  if (user === null) throw new AppError('email_taken', 'Somebody has an account with this e-mail address already.');
  return user.id;
}

function invalid(pointer: string, message: string): AppError {
  return new AppError('invalid_input', 'The owner cannot be made.', { issues: [{ pointer, message }] });
}
