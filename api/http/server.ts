import { randomUUID } from 'node:crypto';
import express, { type Express, type Request, type Response } from 'express';
import { describeError } from '../../src/base/logging/describe-error.ts';
import { type RequestContext, withRequestContext } from '../../src/base/request-context/request-context.ts';
import { type Role, scopeOf } from '../../src/domain/accounts/role.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { createOpenApi } from '../openapi/create-openapi.ts';
import { routes } from '../routes/index.ts';
import { servePages } from '../web/serve-pages.ts';
import type { ApiDeps } from './api-deps.ts';
import type { JsonResponse, Route, RouteResponse } from './define-route.ts';
import { isKnownTag, withContent } from './entity-tag.ts';
import { identify } from './identify.ts';
import { toPandiumProblem } from './pandium-problem.ts';
import { toAppError, toProblem } from './problem.ts';
import { createInputReader } from './read-request.ts';
import { createResponseCheck } from './response-check.ts';
import { watchAccess } from './watch-access.ts';

const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** The HTTP edge; never listens and never reads the environment. */
export function createServer(deps: ApiDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', [...deps.trustedProxies]);
  app.set('query parser', 'simple');
  app.enable('case sensitive routing');
  app.use((request, response, next) => {
    // Pandium's documentation writes its base URL with a slash at the end.
    request.url = request.url.replace(/^\/{2,}/, '/');
    prepare(deps, request, response);
    next();
  });
  const document = createOpenApi(routes, deps.publicUrl);
  app.get('/openapi.json', (_request, response) => void response.json(document));
  // Address by address, so that another method of `/tenants/bulk_pause` is not taken for one of `/tenants/{id}`.
  for (const path of [...new Set(routes.map((route) => route.path))].sort(byParameters)) {
    for (const route of routes.filter((one) => one.path === path)) mount(app, route, deps);
    refuseOtherMethods(app, path);
  }
  app.use(servePages(deps.pages ?? null));
  app.use((_request: Request, response: Response) => {
    sendProblem(deps, response, new AppError('not_found', 'There is nothing at this address.'));
  });
  app.use((error: unknown, _request: Request, response: Response, _next: unknown) => {
    sendProblem(deps, response, toAppError(error));
  });
  return app;
}

function prepare(deps: ApiDeps, request: Request, response: Response): void {
  const requestId = randomUUID();
  const startedAt = performance.now();
  response.locals.requestId = requestId;
  response.set({ ...SECURITY_HEADERS, 'X-Request-Id': requestId });
  response.on('finish', () => {
    const { method } = request;
    // The last part of a hook's address is a token.
    const path = request.path.replace(/^(\/hooks\/[^/]+)\/.*/, '$1/…');
    const durationMs = Math.round(performance.now() - startedAt);
    const actor: unknown = response.locals.actor ?? null;
    deps.log.info({ requestId, method, path, status: response.statusCode, durationMs, actor }, 'request');
  });
}

/** Fixed path segments win over parameters. */
function byParameters(left: string, right: string): number {
  return left.split('{').length - right.split('{').length;
}

function toExpressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function mount(app: Express, route: Route, deps: ApiDeps): void {
  const readInput = createInputReader(route);
  const check = deps.onUndeclaredResponse && createResponseCheck(route, deps.onUndeclaredResponse);
  const respond = async (request: Request, response: Response): Promise<void> => {
    const { actor, client, sessionToken } = await identify(route, deps, request);
    response.locals.actor = actor.name;
    const { ignored, ...input } = await readInput(request, response);
    if (ignored.length > 0) response.set('Hubwright-Ignored', toHeader(ignored));
    const headers = visibleHeaders(request, route);
    const answer = await route.handle({
      ...{ deps, actor, client, sessionToken, scope: scopeOf(actor), ...input, headers, operationsOf },
      signal: abortedWith(response),
    });
    check?.response(answer);
    const identifyAgain = async () => (await identify(route, deps, request)).actor;
    const unwatch = 'write' in answer ? watchAccess(identifyAgain, actor, response) : null;
    await sendResponse(response, answer).finally(() => unwatch?.());
  };
  app[route.method](toExpressPath(route.path), async (request, response) => {
    if (route.isPandium) response.locals.pandiumPath = route.path;
    try {
      await withRequestContext(contextOf(request, response), () => respond(request, response));
    } catch (error) {
      check?.error(toAppError(error));
      throw error;
    }
  });
}

function contextOf(request: Request, response: Response): RequestContext {
  const requestId = String(response.locals.requestId);
  return { requestId, address: request.ip ?? null, userId: null, apiKeyId: null, via: null };
}

function operationsOf(role: Role): readonly string[] {
  const isFor = ({ access }: Route): boolean => access.kind === 'roles' && access.roles.includes(role);
  return routes.filter(isFor).map((route) => route.operationId);
}

function visibleHeaders(request: Request, route: Route): Record<string, string | undefined> {
  const { 'x-api-key': _key, cookie: _cookie, ...others } = request.headers;
  const names = route.readsAllHeaders ? Object.keys(others) : (route.requestHeaders ?? []);
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), others[name.toLowerCase()]?.toString()]));
}

function toHeader(names: readonly string[]): string {
  const printable = names.map((name) => name.replaceAll(/[^\x21-\x2b\x2d-\x7e]/g, '?').slice(0, 100));
  return printable.slice(0, 20).join(', ');
}

function abortedWith(response: Response): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => controller.abort());
  return controller.signal;
}

async function sendResponse(response: Response, answer: RouteResponse): Promise<void> {
  response.status(answer.status).set({ ...answer.headers });
  if ('write' in answer) return answer.write(response);
  for (const cookie of answer.cookies ?? []) response.append('Set-Cookie', cookie);
  sendJson(response, answer);
}

function sendJson(response: Response, { body, headers }: JsonResponse): void {
  if (body === undefined || body === null) {
    response.end();
    return;
  }
  if (headers?.ETag !== undefined) {
    const tag = withContent(headers.ETag, body);
    response.set('ETag', tag);
    if (response.req.method === 'GET' && isKnownTag(tag, response.req.get('if-none-match'))) {
      response.status(304).end();
      return;
    }
  }
  response.json(body);
}

function refuseOtherMethods(app: Express, path: string): void {
  const methods = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
  app.all(toExpressPath(path), (_request, response) => {
    response.set('Allow', methods.join(', '));
    throw new AppError('method_not_allowed', `This address takes ${methods.join(', ')}.`);
  });
}

const RETRY_AFTER_SECONDS = 2;

function sendProblem(deps: ApiDeps, response: Response, error: AppError): void {
  const requestId = String(response.locals.requestId);
  if (error.status >= 500) {
    deps.log.error({ requestId, code: error.code, err: describeError(error) }, error.message);
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error.status === 503 || error.status === 429) {
    response.set('Retry-After', String(error.retryAfterSeconds ?? RETRY_AFTER_SECONDS));
  }
  const problem = toProblem(error, requestId);
  const pandiumPath: unknown = response.locals.pandiumPath;
  const body = typeof pandiumPath === 'string' ? toPandiumProblem(problem, pandiumPath) : problem;
  response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
}
