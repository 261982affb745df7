import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { idParams } from '../id-params.ts';
import { shellRoute } from '../root-route.tsx';
import { oneOf, positiveInteger } from '../search-params.ts';

export const integrationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/integrations',
  validateSearch: (search: Record<string, unknown>): { show?: 'archived'; create?: 'yes' } => ({
    ...oneOf('show', search.show, ['archived']),
    ...oneOf('create', search.create, ['yes']),
  }),
  component: lazyRouteComponent(() => import('./integrations-page.tsx'), 'IntegrationsPage'),
});

export const integrationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/integrations/$integrationId',
  params: idParams('integrationId'),
  component: lazyRouteComponent(() => import('./integration-layout.tsx'), 'IntegrationLayout'),
});

export const integrationOverviewRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./integration-overview.tsx'), 'IntegrationOverview'),
});

export const integrationReleasesRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/releases',
  component: lazyRouteComponent(() => import('./integration-releases.tsx'), 'IntegrationReleases'),
});

export const integrationRepositoryRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/repository',
  component: lazyRouteComponent(() => import('./integration-repository.tsx'), 'IntegrationRepository'),
});

export const integrationDetailsRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/details',
  component: lazyRouteComponent(() => import('./integration-details.tsx'), 'IntegrationDetails'),
});

export const integrationScheduleRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/schedule',
  component: lazyRouteComponent(() => import('./integration-schedule.tsx'), 'IntegrationSchedule'),
});

export const integrationChannelsRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/channels',
  component: lazyRouteComponent(() => import('./integration-channels.tsx'), 'IntegrationChannels'),
});

export const integrationLimitsRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/limits',
  component: lazyRouteComponent(() => import('./integration-limits.tsx'), 'IntegrationLimits'),
});

export const integrationRolloutsRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/rollouts',
  component: lazyRouteComponent(() => import('./integration-rollouts.tsx'), 'IntegrationRollouts'),
});

export const newRolloutRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/rollouts/new',
  validateSearch: (search: Record<string, unknown>) => positiveInteger('release', search.release),
  component: lazyRouteComponent(() => import('./new-rollout.tsx'), 'NewRollout'),
});
