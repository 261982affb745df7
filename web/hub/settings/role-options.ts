import type { Input } from '../../api/client.ts';

export type HubRole = Input<'inviteUser'>['role'];

/** The roles of the hub's people, the least first. */
export const ROLE_OPTIONS: readonly { readonly value: HubRole; readonly label: string; readonly hint: string }[] = [
  { value: 'viewer', label: 'Viewer', hint: 'Reads everything, changes nothing' },
  { value: 'partner_manager', label: 'Partner manager', hint: 'Reads everything; looks after partners' },
  { value: 'admin', label: 'Admin', hint: 'Everything but the owners' },
  { value: 'owner', label: 'Owner', hint: 'Everything' },
];

export function roleLabel(role: string): string {
  return ROLE_OPTIONS.find(({ value }) => value === role)?.label ?? 'Partner';
}
