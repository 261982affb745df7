export const ROLES = ['owner', 'admin', 'partner_manager', 'viewer', 'partner'] as const;

export type Role = (typeof ROLES)[number];

/** The roles of the hub's own people. */
export const HUB_ROLES = ['owner', 'admin', 'partner_manager', 'viewer'] as const satisfies readonly Role[];

export type HubRole = (typeof HUB_ROLES)[number];

/** The caller: `name` goes into the activity log, `partnerId` is set for the role `partner` alone. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
  readonly partnerId: number | null;
  /** The person who is signed in; null for keys. */
  readonly userId?: number | null;
  /** The API key; null for people. */
  readonly apiKeyId?: number | null;
  readonly sessionId?: number | null;
  /** True where the account still lacks something that its role needs. */
  readonly isUnfinished?: boolean;
}

/** Which objects an actor may see: those of one partner, or all where `partnerId` is null. */
export interface Scope {
  readonly partnerId: number | null;
}

export function scopeOf(actor: Actor): Scope {
  return { partnerId: actor.role === 'partner' ? actor.partnerId : null };
}

/** Only an owner gives, takes or edits the role owner; an admin manages all others. */
export function mayManageRole(actor: Actor, role: Role): boolean {
  return actor.role === 'owner' || (actor.role === 'admin' && role !== 'owner');
}
