import { type Actor, ROLES, type Role } from '../../src/domain/accounts/role.ts';
import { AppError } from '../../src/errors/app-error.ts';

/**
 * Who may call a route: anyone (`public`), the holder of a sign-in that still lacks its second factor (`second_factor`), or people
 * and keys with one of the roles.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'second_factor' }
  | {
      readonly kind: 'roles';
      readonly roles: readonly Role[];
      /** True where it is about the person who is signed in: keys have no account. */
      readonly isForPeople?: boolean;
      /** True where the route is open to people who still have to set up a second factor. */
      readonly isForUnfinished?: boolean;
    };

export const PUBLIC: Access = { kind: 'public' };

export const SECOND_FACTOR: Access = { kind: 'second_factor' };

/** Everybody who is signed in or has a key; a partner sees its own objects only. */
export const READERS: Access = { kind: 'roles', roles: ROLES };

/** The same, also before the account is complete. */
export const ANYBODY: Access = { kind: 'roles', roles: ROLES, isForUnfinished: true };

/** People and their own account. */
export const PEOPLE: Access = { kind: 'roles', roles: ROLES, isForPeople: true, isForUnfinished: true };

/** Those who change integrations and tenants; a partner its own only. */
export const EDITORS: Access = { kind: 'roles', roles: ['owner', 'admin', 'partner'] };

/** Those who run the hub itself. */
export const HUB_ADMINS: Access = { kind: 'roles', roles: ['owner', 'admin'] };

/** The hub's own people, who may see everything. */
export const HUB_READERS: Access = { kind: 'roles', roles: ['owner', 'admin', 'partner_manager', 'viewer'] };

/** @throws AppError forbidden, second_factor_required */
export function checkAccess(access: Access, actor: Actor): void {
  if (access.kind !== 'roles') return;
  if (!access.roles.includes(actor.role)) {
    const who = actor.userId ? 'Somebody' : 'A key';
    throw new AppError('forbidden', `${who} with the role ${actor.role} may not do that.`);
  }
  if (access.isForPeople && !actor.userId) throw new AppError('forbidden', 'A key has no account of its own. Sign in.');
  if (actor.isUnfinished && !access.isForUnfinished) {
    throw new AppError('second_factor_required', 'Your role needs a second factor. Set it up in your account first.');
  }
}
