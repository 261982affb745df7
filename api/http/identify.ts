import type { Request } from 'express';
import type { Client } from '../../src/app/accounts/account-deps.ts';
import { authenticateKey } from '../../src/app/accounts/authenticate-key.ts';
import { authenticateSession } from '../../src/app/accounts/authenticate-session.ts';
import { currentRequest } from '../../src/base/request-context/request-context.ts';
import type { Actor } from '../../src/domain/accounts/role.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { checkAccess } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { readCookie, SECURE_COOKIES } from './cookies.ts';
import { checkCsrf, checkOrigin } from './csrf.ts';
import type { Route } from './define-route.ts';

/** The caller of a request, and what it came with. */
export interface Caller {
  readonly actor: Actor;
  readonly client: Client;
  /** The token of the session's cookie; null without one. */
  readonly sessionToken: string | null;
}

const NOBODY: Actor = { name: 'anonymous', role: 'viewer', partnerId: null };

/**
 * Returns the caller of a route, if the route is open to them: a key takes precedence over a cookie.
 * @throws AppError unauthenticated, session_expired, second_factor_required, csrf_refused, forbidden
 */
export async function identify(route: Route, deps: ApiDeps, request: Request): Promise<Caller> {
  const cookies = deps.cookies ?? SECURE_COOKIES;
  const { cookie } = request.headers;
  const sessionToken = readCookie(cookie, cookies.session);
  const client = { ...clientOf(request), deviceToken: readCookie(cookie, cookies.device) };
  const caller = { client, sessionToken };
  if (route.access.kind === 'public') {
    if (request.method !== 'GET' && !route.readsAllHeaders) checkOrigin(request.headers, deps.publicUrl);
    return { actor: NOBODY, ...caller };
  }
  const apiKey = request.get('x-api-key');
  const actor =
    apiKey === undefined && sessionToken !== null
      ? await readSession(route, deps, request, sessionToken)
      : await authenticateKey(deps.db, apiKey);
  checkAccess(route.access, actor);
  rememberActor(actor);
  return { actor, ...caller };
}

async function readSession(route: Route, deps: ApiDeps, request: Request, token: string): Promise<Actor> {
  const session = await authenticateSession(deps.db, token);
  if (request.method !== 'GET') checkCsrf(request.headers, token, deps.publicUrl);
  const isHalf = session.state === 'second_factor';
  if (isHalf !== (route.access.kind === 'second_factor')) {
    if (isHalf) throw new AppError('second_factor_required', 'Enter the code of your authenticator app first.');
    throw new AppError('forbidden', 'You are signed in already.');
  }
  const { id, userId, role, partnerId, isTotpDue } = session;
  return { name: `user:${userId}`, role, partnerId, userId, sessionId: id, isUnfinished: isTotpDue };
}

function clientOf(request: Request): Omit<Client, 'deviceToken'> {
  return { address: request.ip ?? 'unknown', userAgent: request.get('user-agent')?.slice(0, 300) ?? null };
}

function rememberActor({ userId, apiKeyId }: Actor): void {
  const context = currentRequest();
  if (context === null) return;
  context.userId = userId ?? null;
  context.apiKeyId = apiKeyId ?? null;
  context.via = userId ? 'session' : 'api_key';
}
