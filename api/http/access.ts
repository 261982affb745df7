import { type Actor, ROLES, type Role } from '../../src/domain/accounts/role.ts';
import { AppError } from '../../src/errors/app-error.ts';

/** Who may call a route: anybody (`public`), or the holders of a key with one of the roles. */
export type Access = { readonly kind: 'public' } | { readonly kind: 'roles'; readonly roles: readonly Role[] };

export const PUBLIC: Access = { kind: 'public' };

/** Everybody with a key; a partner sees its own objects only. */
export const READERS: Access = { kind: 'roles', roles: ROLES };

/** Those who change integrations and tenants; a partner its own only. */
export const EDITORS: Access = { kind: 'roles', roles: ['owner', 'admin', 'partner'] };

/** Those who run the hub itself. */
export const HUB_ADMINS: Access = { kind: 'roles', roles: ['owner', 'admin'] };

/** @throws AppError forbidden */
export function checkAccess(access: Access, actor: Actor): void {
  if (access.kind === 'public' || access.roles.includes(actor.role)) return;
  throw new AppError('forbidden', `A key with the role ${actor.role} may not do that.`);
}
