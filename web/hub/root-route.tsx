import { createRootRoute, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { accessKey } from '../api/access-key.ts';
import { NotFoundPage, PageError } from './error-pages.tsx';
import { Shell } from './shell/shell.tsx';

/** Above every page. */
export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: PageError,
});

/** Above every page for people who have signed in; others are sent to sign in and brought back. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: PageError,
  beforeLoad: ({ location }) => {
    if (accessKey() === null) throw redirect({ to: '/sign-in', search: { back: location.href } });
  },
});

/** What no other route is. */
export const unknownRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '$',
  component: NotFoundPage,
});
