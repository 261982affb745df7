import type { SignedIn } from '../../../src/app/accounts/sign-in.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ApiDeps } from '../../http/api-deps.ts';
import { type CookieRules, signInCookies } from '../../http/cookies.ts';
import { csrfToken } from '../../http/csrf.ts';
import type { JsonResponse } from '../../http/define-route.ts';

/** The response to a sign-in: the tokens go into cookies, which no script reads. */
export function toSignedInResponse(deps: ApiDeps, signedIn: SignedIn): JsonResponse {
  const { state, sessionToken } = signedIn;
  const cookies = signInCookies(requireCookies(deps), signedIn);
  return { status: 200, body: { state, csrf_token: csrfToken(sessionToken) }, cookies };
}

/**
 * Signing in needs a connection that nobody else can read.
 * @throws AppError sign_in_off
 */
export function requireCookies({ cookies }: ApiDeps): CookieRules {
  if (cookies) return cookies;
  throw new AppError(
    'sign_in_off',
    'Signing in is off: the public address of this hub is plain http. Set HUBWRIGHT_PUBLIC_URL to its https address.',
  );
}
