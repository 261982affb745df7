import { defineSyncRoute } from './sync-route.ts';

export const syncTenantRoute = defineSyncRoute(
  'sync',
  "Triggers a run; the body becomes the trigger's payload. Takes an Idempotency-Key.",
);
