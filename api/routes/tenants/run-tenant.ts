import { defineSyncRoute } from './sync-route.ts';

export const runTenantRoute = defineSyncRoute(
  'run',
  'The same as syncTenant, at the address of older Pandium clients.',
);
