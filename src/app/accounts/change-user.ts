import { revokeAccountLinks } from '../../db/stores/account-links/account-link-store.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { deleteSessions } from '../../db/stores/sessions/session-store.ts';
import { countActiveOwners, lockUser, updateUser } from '../../db/stores/users/user-store.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, type HubRole, mayManageRole } from '../../domain/accounts/role.ts';
import { type User, userState } from '../../domain/accounts/user.ts';
import { AppError } from '../../errors/app-error.ts';

export interface UserEdit {
  readonly name?: string | undefined;
  readonly role?: HubRole | undefined;
}

/**
 * Changes a person of the hub. A change of role ends their sessions, so that no page continues with the old one.
 * @throws AppError not_found, forbidden, last_owner
 */
export async function changeUser(unit: UnitOfWork, actor: Actor, id: number, edit: UserEdit): Promise<User> {
  const user = await requireManaged(unit, actor, id);
  const role = edit.role ?? user.role;
  if (!mayManageRole(actor, role)) throw new AppError('forbidden', `Your role may not make somebody an ${role}.`);
  const name = edit.name?.trim() || user.name;
  if (role === user.role && name === user.name) return user;
  if (role !== user.role) {
    if (user.role === 'partner') throw new AppError('forbidden', "A partner's user keeps the role partner.");
    await refuseLastOwner(unit, user);
    await deleteSessions(unit, id, null);
  }
  const changed = await updateUser(unit.em, id, { name, role });
  await record(unit, actor, user, 'user.changed', {
    before: { name: user.name, role: user.role },
    after: { name, role },
  });
  return changed ?? user;
}

/**
 * Ends an account and its sessions at once; it can be made active again.
 * @throws AppError not_found, forbidden, last_owner
 */
export async function deactivateUser(unit: UnitOfWork, actor: Actor, id: number): Promise<User> {
  const user = await requireManaged(unit, actor, id);
  if (user.deactivatedAt !== null) return user;
  await refuseLastOwner(unit, user);
  const changed = await updateUser(unit.em, id, { deactivatedAt: new Date() });
  await deleteSessions(unit, id, null);
  await revokeAccountLinks(unit, id);
  await record(unit, actor, user, 'user.deactivated', {});
  return changed ?? user;
}

/** @throws AppError not_found, forbidden */
export async function reactivateUser(unit: UnitOfWork, actor: Actor, id: number): Promise<User> {
  const user = await requireManaged(unit, actor, id);
  if (user.deactivatedAt === null) return user;
  const changed = await updateUser(unit.em, id, { deactivatedAt: null });
  await record(unit, actor, user, 'user.reactivated', {});
  return changed ?? user;
}

async function requireManaged(unit: UnitOfWork, actor: Actor, id: number): Promise<User> {
  const user = await lockUser(unit.em, id);
  if (user === null) throw new AppError('not_found', 'There is no user with this id.');
  if (!mayManageRole(actor, user.role)) throw new AppError('forbidden', `Your role may not change an ${user.role}.`);
  return user;
}

/** Owners are locked in one order, so that of two who leave at once one stays. */
async function refuseLastOwner(unit: UnitOfWork, user: User): Promise<void> {
  if (user.role !== 'owner' || userState(user) !== 'active') return;
  if ((await countActiveOwners(unit)) > 1) return;
  throw new AppError('last_owner', 'This is the last owner of the hub. Make somebody else an owner first.');
}

function record(
  unit: UnitOfWork,
  actor: Actor,
  user: User,
  action: string,
  change: { readonly before?: object; readonly after?: object },
): Promise<void> {
  const subject = { subjectKind: 'user', subjectId: user.id, partnerId: user.partnerId };
  return recordActivity(unit, { actor: actor.name, action, ...subject, ...change });
}
