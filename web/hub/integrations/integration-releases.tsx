import { useSuspenseQuery } from '@tanstack/react-query';
import { ReleaseList } from '../releases/release-list.tsx';
import { integrationQuery } from './integration-queries.ts';
import { integrationRoute } from './routes.ts';

/** The releases of one integration, the newest first. */
export function IntegrationReleases() {
  const { integrationId } = integrationRoute.useParams();
  const { data } = useSuspenseQuery(integrationQuery(integrationId));
  return <ReleaseList integration={data.data} />;
}
