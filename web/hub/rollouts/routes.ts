import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { idParams } from '../id-params.ts';
import { shellRoute } from '../root-route.tsx';
import { oneOf } from '../search-params.ts';

const STATES = ['pending', 'moved', 'held', 'skipped', 'reverted'] as const;

export const rolloutRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/rollouts/$rolloutId',
  params: idParams('rolloutId'),
  validateSearch: (search: Record<string, unknown>) => oneOf('state', search.state, STATES),
  component: lazyRouteComponent(() => import('./rollout-page.tsx'), 'RolloutPage'),
});
