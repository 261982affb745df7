import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { routes } from '../../api/routes/index.ts';
import { PANDIUM_OPERATIONS } from './pandium-operations.ts';

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormatsModule.default(ajv);

interface Checked {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  readonly segments: number;
  readonly answers: ReadonlyMap<number, ValidateFunction>;
}

/** Addresses without parameters first, as the server tells them apart. */
const CHECKED: readonly Checked[] = PANDIUM_OPERATIONS.map(({ method, path, responses }) => ({
  name: `${method} ${path}`,
  method,
  path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  segments: path.split('{').length,
  answers: new Map(Object.entries(responses).map(([status, schema]) => [Number(status), ajv.compile(schema)])),
})).sort((left, right) => left.segments - right.segments);

const OWN_ADDRESSES = new Set(routes.filter((route) => !route.isPandium).map((route) => route.path));

export interface PandiumAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/**
 * Returns what a client made from Pandium's document would stumble over, as text. Statuses that the document doesn't list (409, 429,
 * 503 …) are held to its error message alone, since a client reads that where it knows nothing else.
 */
export function checkPandiumAnswer({ method, path, status, body }: PandiumAnswer): string | null {
  const address = path.replace(/\?.*$/, '').replace(/^\/{2,}/, '/');
  // An address of the hub's own, as `/v2/tenants/counts`, is no `/v2/tenants/{id}`.
  if (OWN_ADDRESSES.has(address)) return null;
  const operation = CHECKED.find((one) => one.method === method && one.path.test(address));
  if (!operation) return null;
  if (status === 304) return null;
  const check = operation.answers.get(status) ?? (status >= 400 ? ERROR_MESSAGE : null);
  if (check === null) return `${operation.name}: the document has no status ${status}`;
  // Redirects have no body.
  if (body === null || check(body)) return null;
  return `${operation.name} ${status}: ${ajv.errorsText(check.errors, { dataVar: 'answer' })}`;
}

const ERROR_MESSAGE = ajv.compile({
  type: 'object',
  required: ['message'],
  properties: { message: { type: 'string' } },
});
