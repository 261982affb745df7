import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { idParams } from '../id-params.ts';
import { shellRoute } from '../root-route.tsx';
import { oneOf } from '../search-params.ts';

export const releaseRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/releases/$releaseId',
  params: idParams('releaseId'),
  validateSearch: (search: Record<string, unknown>) => oneOf('tab', search.tab, ['manifest']),
  component: lazyRouteComponent(() => import('./release-page.tsx'), 'ReleasePage'),
});
