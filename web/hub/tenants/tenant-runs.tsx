import { tenantRoute } from './routes.ts';
import { RunList } from './run-list.tsx';

/** All runs of one tenant. */
export function TenantRuns() {
  const { tenantId } = tenantRoute.useParams();
  return <RunList tenantId={tenantId} />;
}
