import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { insertUser, lockUser } from '../../db/stores/users/user-store.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { readEmailAddress } from '../../domain/accounts/email-address.ts';
import { type Actor, mayManageRole, type Role } from '../../domain/accounts/role.ts';
import { type User, userState } from '../../domain/accounts/user.ts';
import { AppError } from '../../errors/app-error.ts';
import { queueMail } from '../mails/index.ts';
import type { AccountDeps } from './account-deps.ts';
import { actorLabel } from './actor-label.ts';
import { createLink } from './create-link.ts';

export interface InviteUserInput {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly partnerId: number | null;
}

type InviteDeps = Pick<AccountDeps, 'secrets' | 'publicUrl'>;

/**
 * Makes an account without a password and mails a link to set one.
 * @throws AppError invalid_input, forbidden, email_taken
 */
export async function inviteUser(
  unit: UnitOfWork,
  deps: InviteDeps,
  actor: Actor,
  input: InviteUserInput,
): Promise<User> {
  const email = readEmailAddress(input.email);
  if (email === null) throw invalid('/email', 'is not an e-mail address');
  if (!mayManageRole(actor, input.role)) {
    throw new AppError('forbidden', `Your role may not invite somebody with the role ${input.role}.`);
  }
  const user = await insertUser(unit.em, { ...input, email });
  if (user === null) throw new AppError('email_taken', 'Somebody has an account with this e-mail address already.');
  await recordActivity(unit, {
    actor: actor.name,
    action: 'user.invited',
    subjectKind: 'user',
    subjectId: user.id,
    partnerId: user.partnerId,
    after: { email, name: user.name, role: user.role },
  });
  await sendInvitation(unit, deps, actor, user);
  return user;
}

/**
 * Mails a new link to a person who has not set a password yet; earlier links stop working.
 * @throws AppError not_found, conflict, forbidden
 */
export async function resendInvitation(
  unit: UnitOfWork,
  deps: InviteDeps,
  actor: Actor,
  userId: number,
): Promise<User> {
  const user = await lockUser(unit.em, userId);
  if (user === null) throw new AppError('not_found', 'There is no user with this id.');
  if (!mayManageRole(actor, user.role)) throw new AppError('forbidden', `Your role may not invite an ${user.role}.`);
  if (userState(user) !== 'invited') {
    throw new AppError('conflict', 'This person has set a password already, or is deactivated.');
  }
  await recordActivity(unit, {
    actor: actor.name,
    action: 'user.invited_again',
    subjectKind: 'user',
    subjectId: user.id,
    partnerId: user.partnerId,
  });
  await sendInvitation(unit, deps, actor, user);
  return user;
}

async function sendInvitation(unit: UnitOfWork, deps: InviteDeps, actor: Actor, user: User): Promise<void> {
  const { publicUrl } = deps;
  const link = await createLink(unit, { purpose: 'invitation', user, createdBy: actor.name, publicUrl });
  const invitedBy = await actorLabel(unit, actor);
  await queueMail(unit, deps, { event: 'user.invited', user, values: { invitedBy, link } });
}

function invalid(pointer: string, message: string): AppError {
  return new AppError('invalid_input', 'The invitation is not valid.', { issues: [{ pointer, message }] });
}
