import express, { type Request, type Response } from 'express';
import type { TObject } from 'typebox';
import { isJsonObject } from '../../src/domain/manifest/json-value.ts';
import { AppError, type InputIssue } from '../../src/errors/app-error.ts';
import type { Route } from './define-route.ts';
import { isStorableText, parseJson } from './json-input.ts';
import { isAbsentInPandium, readTextFields } from './read-text-fields.ts';
import { closeObjects, compileJson, type Validator } from './validator.ts';

const DEFAULT_BODY_BYTES = 1024 * 1024;

export interface ReadInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly rawBody: Uint8Array | null;
  /** Fields that the operation does not know, as `query.x` or `body.x`. */
  readonly ignored: readonly string[];
}

export type InputReader = (request: Request, response: Response) => Promise<ReadInput>;

/** Reads and validates what a request to this route says. */
export function createInputReader(route: Route): InputReader {
  const checkParams = compileJson(closeObjects(route.params));
  const checkQuery = compileJson(closeObjects(route.query));
  const checkBody = route.body && compileJson(closeObjects(route.body));
  const parseBytes = express.raw({ type: () => true, limit: route.bodyLimitBytes ?? DEFAULT_BODY_BYTES });
  return async (request, response) => {
    const ignored: string[] = [];
    const params = readTextFields(route.params, request.params, route.isPandium);
    validate(checkParams, params, 'path', 'The path is not valid.');
    const query = readQuery(request, route, ignored);
    validate(checkQuery, query, 'query', 'The query is not valid.');
    await new Promise<void>((resolve, reject) => {
      parseBytes(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
    });
    const sent = Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body : null;
    // Pandium's clients send null where they have no body.
    const bytes = sent !== null && route.isPandium && /^\s*null\s*$/.test(sent.toString('latin1')) ? null : sent;
    const body = checkBody ? readBody(request, route, bytes, checkBody, ignored) : undefined;
    return { params, query, body, rawBody: bytes, ignored };
  };
}

function readQuery(request: Request, route: Route, ignored: string[]): Record<string, unknown> {
  const { isPandium } = route;
  refuseBrackets(Object.keys(request.query), route.query);
  const known = dropUnknown({ ...request.query }, route.query, 'query', isPandium, ignored);
  const given = Object.entries(known).filter(([name, value]) => !isPandium || !isAbsentInPandium(name, value));
  for (const [name, value] of given) {
    if (typeof value !== 'string') throw invalidQuery(name, 'may be given once');
    if (!isStorableText(value)) throw invalidQuery(name, 'must not contain NUL');
  }
  return readTextFields(route.query, Object.fromEntries(given), isPandium);
}

/** `limit[]=5` is meant as a value of a field, and would be none. */
function refuseBrackets(names: readonly string[], { properties }: TObject): void {
  for (const name of names) {
    const [, field = ''] = /^(\w+)\[.*\]$/.exec(name) ?? [];
    if (Object.hasOwn(properties, field)) throw invalidQuery(name, `is written ${field}=…, without brackets`);
  }
}

function readBody(request: Request, route: Route, bytes: Buffer | null, check: Validator, ignored: string[]): unknown {
  if (bytes === null) {
    if (route.isBodyRequired === false) return undefined;
    throw new AppError('invalid_input', 'The body is missing.');
  }
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json.');
  }
  const parsed = parseJson(bytes, !route.isBodyRaw);
  const isTolerant = route.isPandium && isJsonObject(parsed) && route.body !== null && 'properties' in route.body;
  const body = isTolerant ? dropUnknown(parsed, route.body as TObject, 'body', true, ignored) : parsed;
  validate(check, body, '', 'The body is not valid.');
  return body;
}

function dropUnknown(
  value: object,
  schema: TObject,
  place: string,
  isTolerant: boolean,
  ignored: string[],
): Record<string, unknown> {
  const entries = Object.entries(value);
  const isKnown = (name: string): boolean => Object.hasOwn(schema.properties ?? {}, name);
  if (!isTolerant) return Object.fromEntries(entries);
  ignored.push(...entries.filter(([name]) => !isKnown(name)).map(([name]) => `${place}.${name}`));
  return Object.fromEntries(entries.filter(([name]) => isKnown(name)));
}

function validate(check: Validator, value: unknown, prefix: string, message: string): void {
  const issues = check(value);
  if (issues.length === 0) return;
  const located = issues.map(
    (issue): InputIssue => ({ ...issue, pointer: `${prefix && `/${prefix}`}${issue.pointer}` }),
  );
  throw new AppError('invalid_input', message, { issues: located });
}

function invalidQuery(name: string, message: string): AppError {
  return new AppError('invalid_input', 'The query is not valid.', { issues: [{ pointer: `/query/${name}`, message }] });
}
