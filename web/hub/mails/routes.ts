import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../root-route.tsx';
import { someText } from '../search-params.ts';

export const mailsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/dev/mail',
  validateSearch: (search: Record<string, unknown>): { mail?: string } => someText('mail', search.mail),
  component: lazyRouteComponent(() => import('./mails-page.tsx'), 'MailsPage'),
});
