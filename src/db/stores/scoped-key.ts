import type { Scope } from '../../domain/accounts/role.ts';

/** Finds a partner's object by its id within the scope alone. */
export function scopedKey(scope: Scope, id: number): { id: number; partnerId?: number } {
  return scope.partnerId === null ? { id } : { id, partnerId: scope.partnerId };
}
