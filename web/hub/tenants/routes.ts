import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { idParams } from '../id-params.ts';
import { shellRoute } from '../root-route.tsx';
import { oneOf, positiveInteger, someText } from '../search-params.ts';

const STATUSES = ['active', 'paused', 'held', 'failing', 'archived'] as const;

/** The filters of the list, as they are in the address. */
export interface TenantsSearch {
  status?: (typeof STATUSES)[number];
  integration_id?: number;
  search?: string;
}

export const tenantsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tenants',
  validateSearch: (search: Record<string, unknown>): TenantsSearch => ({
    ...oneOf('status', search.status, STATUSES),
    ...positiveInteger('integration_id', search.integration_id),
    ...someText('search', search.search),
  }),
  component: lazyRouteComponent(() => import('./tenants-page.tsx'), 'TenantsPage'),
});

export const tenantRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tenants/$tenantId',
  params: idParams('tenantId'),
  component: lazyRouteComponent(() => import('./tenant-layout.tsx'), 'TenantLayout'),
});

export const tenantOverviewRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./tenant-overview.tsx'), 'TenantOverview'),
});

export const tenantSettingsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./tenant-settings.tsx'), 'TenantSettings'),
});

export const tenantRunsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/runs',
  component: lazyRouteComponent(() => import('./tenant-runs.tsx'), 'TenantRuns'),
});

export const tenantScheduleRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/schedule',
  component: lazyRouteComponent(() => import('./tenant-schedule.tsx'), 'TenantSchedule'),
});

export const tenantMetadataRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/metadata',
  component: lazyRouteComponent(() => import('./tenant-metadata.tsx'), 'TenantMetadata'),
});
