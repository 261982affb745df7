export const LINK_PURPOSES = ['owner', 'invitation', 'password_reset', 'email_change'] as const;

export type LinkPurpose = (typeof LINK_PURPOSES)[number];

const HOUR_MS = 3_600_000;

/** How long a link may be used after it was made, milliseconds. */
export const LINK_LIFETIME_MS: Readonly<Record<LinkPurpose, number>> = {
  owner: 24 * HOUR_MS,
  invitation: 7 * 24 * HOUR_MS,
  password_reset: HOUR_MS,
  email_change: 24 * HOUR_MS,
};

export interface AccountLinkFacts {
  readonly purpose: LinkPurpose;
  readonly isUsed: boolean;
  readonly isRevoked: boolean;
  readonly isExpired: boolean;
  /** The address it was sent to; null for the owner's link. */
  readonly sentTo: string | null;
  /** The address of the account at present. */
  readonly accountEmail: string | null;
  readonly isAccountActive: boolean;
}

export type LinkRefusal = 'used' | 'expired' | 'other_address' | 'revoked';

/** Returns why a link can't be used, or null. */
export function linkRefusal(link: AccountLinkFacts): LinkRefusal | null {
  if (link.isUsed) return 'used';
  if (link.isRevoked) return 'revoked';
  if (link.isExpired) return 'expired';
  if (link.purpose === 'owner') return null;
  if (!link.isAccountActive) return 'revoked';
  // A link that changes the address is sent to the new one.
  if (link.purpose !== 'email_change' && link.sentTo?.toLowerCase() !== link.accountEmail?.toLowerCase()) {
    return 'other_address';
  }
  return null;
}

/** What a person reads about each refusal. */
export const LINK_REFUSALS: Readonly<Record<LinkRefusal, string>> = {
  used: 'This link was used already. Sign in, or ask for a new link.',
  expired: 'This link has expired. Ask for a new one.',
  other_address: 'This link was sent to an address that the account no longer has. Ask for a new one.',
  revoked: 'This link no longer works. Ask the person who invited you for a new one.',
};
