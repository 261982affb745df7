import type { Role } from './role.ts';

/** What admins set for the whole hub; stored as JSON under these very names. */
export interface HubSettings {
  readonly name: string;
  /** People with these roles need a second factor. */
  readonly totp_required_roles: readonly Role[];
}

export const DEFAULT_HUB_SETTINGS: HubSettings = { name: 'Hubwright', totp_required_roles: [] };
