import {
  Anything,
  ErrorMessage,
  FreeObject,
  HttpValidationError,
  Integration,
  ListOf,
  NotAuthorized,
  ProxyError,
  ProxyResponse,
  Release,
  Run,
  Tenant,
  TenantMetadata,
  Trigger,
  TriggerStatus,
} from './pandium-schemas.ts';

/** What one operation of Pandium's document answers: a schema for each status. */
export interface PandiumOperation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly responses: Readonly<Record<number, object>>;
}

type Method = PandiumOperation['method'];

const NOT_FOUND = { 404: ErrorMessage };
/** FastAPI's list of faults. */
const INVALID = { 422: HttpValidationError };
/** The operations whose 422 the document gives as a message; the list stands beside it. */
const INVALID_MESSAGE = { 422: { allOf: [ErrorMessage, HttpValidationError] } };

function operation(method: Method, path: string, responses: Readonly<Record<number, object>>): PandiumOperation {
  return { method, path, responses: { 403: NotAuthorized, ...responses } };
}

const read = (path: string, schema: object): PandiumOperation =>
  operation('GET', path, { 200: schema, ...NOT_FOUND, ...INVALID });

const proxyCall = (path: string): PandiumOperation =>
  operation('POST', path, { 200: ProxyResponse, 400: ProxyError, 404: ProxyError, ...INVALID });

const INTEGRATION = '/v2/integrations/{id}';
const TENANT = '/v2/tenants/{id}';
const CONNECTOR = `${TENANT}/connectors/{name}`;

/** All 21 operations of the document. */
export const PANDIUM_OPERATIONS: readonly PandiumOperation[] = [
  read('/v2/integrations', ListOf(Integration)),
  read(INTEGRATION, Integration),
  read(`${INTEGRATION}/releases`, ListOf(Release)),
  read(`${INTEGRATION}/releases/default`, Release),
  read(`${INTEGRATION}/releases/latest`, Release),
  read(`${INTEGRATION}/releases/{release_id}`, Release),
  operation('POST', `${INTEGRATION}/sync`, { 202: Trigger, ...NOT_FOUND, ...INVALID_MESSAGE }),
  read('/v2/runs/triggers/{trigger_id}/status', TriggerStatus),
  operation('GET', '/v2/runs/{id}/log', { 302: Anything, ...NOT_FOUND, ...INVALID }),
  operation('POST', '/v2/sourcecontrol/build', { 201: Release, ...INVALID_MESSAGE }),
  read('/v2/tenants', ListOf(Tenant)),
  operation('POST', '/v2/tenants', { 200: Tenant, ...INVALID }),
  operation('DELETE', TENANT, { 200: FreeObject, ...NOT_FOUND, ...INVALID }),
  proxyCall(`${CONNECTOR}/call`),
  operation('PATCH', `${CONNECTOR}/disconnect`, { 200: Anything, ...INVALID }),
  proxyCall(`${CONNECTOR}/soap`),
  proxyCall(`${CONNECTOR}/xml`),
  read(`${TENANT}/metadata`, TenantMetadata),
  operation('PATCH', `${TENANT}/metadata`, { 200: TenantMetadata, ...NOT_FOUND, ...INVALID }),
  read(`${TENANT}/runs`, ListOf(Run)),
  operation('POST', `${TENANT}/sync`, { 202: Trigger, ...NOT_FOUND, ...INVALID }),
];
