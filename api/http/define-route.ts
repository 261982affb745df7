import type { ServerResponse } from 'node:http';
import type { Static, TObject, TSchema } from 'typebox';
import type { Client } from '../../src/app/accounts/account-deps.ts';
import type { Actor, Role, Scope } from '../../src/domain/accounts/role.ts';
import type { ErrorCode } from '../../src/errors/catalogue.ts';
import type { Access } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import type { RequestHeader, ResponseHeader } from './declared-headers.ts';

export type Method = 'get' | 'post' | 'patch' | 'delete';

export interface DeclaredResponse {
  readonly description: string;
  /** null = no body. */
  readonly schema: TSchema | null;
  /** `application/json` unless said otherwise; only JSON is checked. */
  readonly contentType?: string;
  readonly headers?: readonly ResponseHeader[];
}

/** What a handler sees; all of it is validated. */
export interface RouteRequest<Params, Query, Body> {
  readonly deps: ApiDeps;
  readonly actor: Actor;
  readonly scope: Scope;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The body as it came, null where it was empty. */
  readonly rawBody: Uint8Array | null;
  /** Lower-case names; those that the route declares. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly client: Client;
  /** The token of the session's cookie; null without one. */
  readonly sessionToken: string | null;
  /** Returns the operations that a role may call, by their ids. */
  readonly operationsOf: (role: Role) => readonly string[];
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
}

export interface JsonResponse {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whole `Set-Cookie` headers. */
  readonly cookies?: readonly string[];
}

/** A response that is written bit by bit; `write` ends it. */
export interface StreamResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly write: (response: ServerResponse) => Promise<void>;
}

export type RouteResponse = JsonResponse | StreamResponse;

export interface RouteDefinition<Params extends TObject, Query extends TObject, Body extends TSchema> {
  readonly method: Method;
  /** OpenAPI's form: `/v2/tenants/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly access: Access;
  /** True for the operations that Pandium's clients use: unknown fields are ignored and listed, not refused. */
  readonly isPandium: boolean;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body | null;
  /** False where the body may be left out. */
  readonly isBodyRequired?: boolean;
  /** True where the body is passed on byte for byte; then text that PostgreSQL can't hold is fine in it. */
  readonly isBodyRaw?: boolean;
  /** True where the handler checks the sender by its headers, `Authorization` included. */
  readonly readsAllHeaders?: boolean;
  /** 1 MiB unless set. */
  readonly bodyLimitBytes?: number;
  /** What the handler reads of the headers; it sees no other ones, unless `readsAllHeaders`. */
  readonly requestHeaders?: readonly RequestHeader[];
  /** Every code that the handler can throw besides those of each route (`declaredErrors`). */
  readonly errors: readonly ErrorCode[];
  readonly responses: Readonly<Record<number, DeclaredResponse>>;
  handler(request: RouteRequest<Static<Params>, Static<Query>, Static<Body>>): Promise<RouteResponse>;
}

/** A route with its types erased, for the server and the OpenAPI document. */
export type Route = Omit<RouteDefinition<TObject, TObject, TSchema>, 'handler'> & {
  handle(request: RouteRequest<unknown, unknown, unknown>): Promise<RouteResponse>;
};

/** One endpoint: its whole contract and its handler. */
export function defineRoute<Params extends TObject, Query extends TObject, Body extends TSchema>(
  definition: RouteDefinition<Params, Query, Body>,
): Route {
  const { handler, ...contract } = definition;
  return {
    ...contract,
    // The server validates against the very schemas that these types come from.
    handle: (request) => handler(request as RouteRequest<Static<Params>, Static<Query>, Static<Body>>),
  };
}
