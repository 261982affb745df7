import type { Role } from '../accounts/role.ts';

/** Who views configs: people who use the hub, or a customer in the marketplace. */
export type ConfigViewer = 'hub' | 'end_user';

/** Partners use the hub, and write the manifests whose `admin` controls these are. */
const VIEWERS: Readonly<Record<Role, ConfigViewer>> = {
  owner: 'hub',
  admin: 'hub',
  partner_manager: 'hub',
  viewer: 'hub',
  partner: 'hub',
};

export function configViewerOf(role: Role): ConfigViewer {
  return VIEWERS[role];
}
