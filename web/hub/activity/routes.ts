import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../root-route.tsx';
import { oneOf, positiveInteger, someText } from '../search-params.ts';

export const SUBJECTS = ['integration', 'tenant', 'release', 'run', 'rollout', 'user', 'api_key', 'hub'] as const;

/** The filters of the log, as they are in the address. */
export interface ActivitySearch {
  subject_kind?: (typeof SUBJECTS)[number];
  subject_id?: number;
  integration_id?: number;
  actor?: string;
}

export const activityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/activity',
  validateSearch: (search: Record<string, unknown>): ActivitySearch => ({
    ...oneOf('subject_kind', search.subject_kind, SUBJECTS),
    ...positiveInteger('subject_id', search.subject_id),
    ...positiveInteger('integration_id', search.integration_id),
    ...someText('actor', search.actor),
  }),
  component: lazyRouteComponent(() => import('./activity-page.tsx'), 'ActivityPage'),
});
