export const ROLES = ['owner', 'admin', 'partner_manager', 'viewer', 'partner'] as const;

export type Role = (typeof ROLES)[number];

/** Who asks: `name` goes into the activity log, `partnerId` is set for the role `partner` alone. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
  readonly partnerId: number | null;
}

/** Which objects an actor may see: those of one partner, or all where `partnerId` is null. */
export interface Scope {
  readonly partnerId: number | null;
}

export function scopeOf(actor: Actor): Scope {
  return { partnerId: actor.role === 'partner' ? actor.partnerId : null };
}
