import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { accessKey } from '../../api/access-key.ts';
import { rootRoute } from '../root-route.tsx';

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ back }: Record<string, unknown>): { back?: string } => (isOwnPath(back) ? { back } : {}),
  beforeLoad: ({ search }) => {
    if (accessKey() !== null) throw redirect({ to: search.back ?? '/' });
  },
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
});

/** Only addresses of this hub: a link must not send people elsewhere after they signed in. */
function isOwnPath(value: unknown): value is string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value);
}
