import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Run } from '../../api/types.ts';
import { idParams } from '../id-params.ts';
import { shellRoute } from '../root-route.tsx';
import { oneOf, positiveInteger } from '../search-params.ts';

const PHASES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
const MODES = ['init', 'normal', 'webhook'] as const;
const SOURCES = ['schedule', 'hub', 'marketplace', 'api', 'webhook'] as const;

/** The filters of the list, as they are in the address. */
export interface RunsSearch {
  phase?: Run['phase'];
  mode?: Run['mode'];
  source?: Run['triggers'][number]['source'];
  integration_id?: number;
  tenant_id?: number;
}

export const runsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/runs',
  validateSearch: (search: Record<string, unknown>): RunsSearch => ({
    ...oneOf('phase', search.phase, PHASES),
    ...oneOf('mode', search.mode, MODES),
    ...oneOf('source', search.source, SOURCES),
    ...positiveInteger('integration_id', search.integration_id),
    ...positiveInteger('tenant_id', search.tenant_id),
  }),
  component: lazyRouteComponent(() => import('./runs-page.tsx'), 'RunsPage'),
});

export const runRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/runs/$runId',
  params: idParams('runId'),
  component: lazyRouteComponent(() => import('./run-page.tsx'), 'RunPage'),
});
