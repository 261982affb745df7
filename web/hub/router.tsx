import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { Skeleton } from '../ui/skeleton.tsx';
import { accountRoute } from './account/routes.ts';
import { activityRoute } from './activity/routes.ts';
import { NotFoundPage, PageError } from './error-pages.tsx';
import frame from './frame.module.css';
import { homeRoute } from './home/routes.ts';
import {
  integrationChannelsRoute,
  integrationDetailsRoute,
  integrationLimitsRoute,
  integrationOverviewRoute,
  integrationReleasesRoute,
  integrationRepositoryRoute,
  integrationRolloutsRoute,
  integrationRoute,
  integrationScheduleRoute,
  integrationsRoute,
  newRolloutRoute,
} from './integrations/routes.ts';
import { mailsRoute } from './mails/routes.ts';
import { releaseRoute } from './releases/routes.ts';
import { rolloutRoute } from './rollouts/routes.ts';
import { rootRoute, shellRoute, unknownRoute } from './root-route.tsx';
import { runRoute, runsRoute } from './runs/routes.ts';
import { schedulesRoute } from './schedules/routes.ts';
import { apiKeysRoute, jobsRoute, securityRoute, sourceControlRoute, usersRoute } from './settings/routes.ts';
import {
  emailChangeRoute,
  invitationRoute,
  newPasswordRoute,
  resetRoute,
  setupRoute,
  signInRoute,
} from './sign-in/routes.ts';
import {
  tenantMetadataRoute,
  tenantOverviewRoute,
  tenantRoute,
  tenantRunsRoute,
  tenantScheduleRoute,
  tenantSettingsRoute,
  tenantsRoute,
} from './tenants/routes.ts';

const integrationTree = integrationRoute.addChildren([
  integrationOverviewRoute,
  integrationReleasesRoute,
  integrationRolloutsRoute,
  newRolloutRoute,
  integrationChannelsRoute,
  integrationRepositoryRoute,
  integrationScheduleRoute,
  integrationLimitsRoute,
  integrationDetailsRoute,
]);

const tenantTree = tenantRoute.addChildren([
  tenantOverviewRoute,
  tenantSettingsRoute,
  tenantRunsRoute,
  tenantScheduleRoute,
  tenantMetadataRoute,
]);

const routeTree = rootRoute.addChildren([
  signInRoute,
  setupRoute,
  invitationRoute,
  resetRoute,
  newPasswordRoute,
  emailChangeRoute,
  shellRoute.addChildren([
    homeRoute,
    integrationsRoute,
    integrationTree,
    releaseRoute,
    rolloutRoute,
    tenantsRoute,
    tenantTree,
    runsRoute,
    runRoute,
    schedulesRoute,
    sourceControlRoute,
    apiKeysRoute,
    securityRoute,
    usersRoute,
    jobsRoute,
    activityRoute,
    mailsRoute,
    accountRoute,
    unknownRoute,
  ]),
]);

/** Every address of the hub. */
export function createHubRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    // What a page does not read is in no page's search: an address can't slip anything past the checks of its route.
    search: { strict: true },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingComponent: Pending,
    defaultPendingMs: 0,
    scrollRestoration: true,
  });
}

/** Nothing for the first 300 ms, then the shape of a page. */
function Pending() {
  return (
    <div className={frame.page}>
      <Skeleton shape="panel" lines={3} />
    </div>
  );
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createHubRouter>;
  }
}
