import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { findUser, updateUser } from '../../db/stores/users/user-store.ts';
import { inUnitOfWork, type UnitOfWork } from '../../db/unit-of-work.ts';
import type { User } from '../../domain/accounts/user.ts';
import { AppError } from '../../errors/app-error.ts';
import type { AccountDeps, Client } from './account-deps.ts';
import { beginSession } from './begin-session.ts';
import { hashNewPassword } from './choose-password.ts';
import { consumeLink, limitLinkTries, openLink } from './open-link.ts';
import type { SignedIn } from './sign-in.ts';

export interface Invitation {
  readonly email: string;
  readonly name: string;
  readonly role: User['role'];
  readonly expiresAt: Date;
}

/**
 * Returns what an invitation is for; it stays usable.
 * @throws AppError link_unusable, rate_limited
 */
export async function readInvitation(deps: AccountDeps, token: string, client: Client): Promise<Invitation> {
  await limitLinkTries(deps, client.address);
  return inUnitOfWork(deps.db, async (unit) => {
    const link = await openLink(unit, 'invitation', token);
    const user = await invited(unit, link.userId);
    return { email: user.email, name: user.name, role: user.role, expiresAt: link.expiresAt };
  });
}

export interface AcceptInvitationInput {
  readonly token: string;
  readonly name: string | null;
  readonly password: string;
  readonly client: Client;
}

/**
 * Sets name and password of a person who was invited, and signs them in.
 * @throws AppError link_unusable, invalid_input, rate_limited
 */
export async function acceptInvitation(deps: AccountDeps, input: AcceptInvitationInput): Promise<SignedIn> {
  await limitLinkTries(deps, input.client.address);
  return inUnitOfWork(deps.db, async (unit) => {
    const link = await consumeLink(unit, 'invitation', input.token);
    const user = await invited(unit, link.userId);
    const name = input.name?.trim() || user.name;
    const { email, partnerId } = user;
    const passwordHash = await hashNewPassword(unit, deps, { password: input.password, email, name, partnerId });
    const now = new Date();
    await updateUser(unit.em, user.id, { name, passwordHash, passwordSetAt: now, emailConfirmedAt: now });
    await recordActivity(unit, {
      actor: `user:${user.id}`,
      action: 'user.invitation_accepted',
      subjectKind: 'user',
      subjectId: user.id,
      partnerId,
    });
    return beginSession(unit, deps, user.id, input.client);
  });
}

async function invited(unit: UnitOfWork, userId: number | null): Promise<User> {
  const user = userId === null ? null : await findUser(unit.em, userId);
  if (user === null) throw new AppError('link_unusable', 'This link is not valid. Ask for a new one.');
  return user;
}
