import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../root-route.tsx';

export const sourceControlRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/source-control',
  component: lazyRouteComponent(() => import('./source-control-page.tsx'), 'SourceControlPage'),
});

export const apiKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/api-keys',
  component: lazyRouteComponent(() => import('./api-keys-page.tsx'), 'ApiKeysPage'),
});

export const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/users',
  component: lazyRouteComponent(() => import('./users-page.tsx'), 'UsersPage'),
});

export const jobsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/jobs',
  component: lazyRouteComponent(() => import('./jobs-page.tsx'), 'JobsPage'),
});

export const securityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/security',
  component: lazyRouteComponent(() => import('./security-page.tsx'), 'SecurityPage'),
});
