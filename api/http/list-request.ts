import { type TSchema, Type } from 'typebox';
import type { ListPage, ListPosition, ListRequest, SortColumn } from '../../src/db/list-rows.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { LinkSigner } from '../logs/link-signer.ts';
import type { DeclaredResponse, JsonResponse } from './define-route.ts';
import { isStorableText } from './json-input.ts';

/** The query fields that every list has. */
export const listQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  skip: Type.Integer({ minimum: 0, maximum: 10_000_000, default: 0 }),
  sort_by: Type.Optional(Type.String({ description: '{field}__ASC or {field}__DESC' })),
  cursor: Type.Optional(Type.String({ maxLength: 4096, description: 'From the Link header of the page before.' })),
  count: Type.Optional(Type.Boolean({ description: 'Whether X-Total-Count is wanted.' })),
};

export interface ListQuery {
  readonly limit: number;
  readonly skip: number;
  readonly sort_by?: string;
  readonly cursor?: string;
  readonly count?: boolean;
}

type SortColumns = Readonly<Record<string, SortColumn>>;

/** @throws AppError invalid_input where the order or the cursor is none of this list */
export function readListRequest(query: ListQuery, columns: SortColumns, signer: LinkSigner): ListRequest {
  const sort = readSort(query.sort_by ?? 'id__ASC', columns);
  const after = query.cursor === undefined ? null : readCursor(query.cursor, sort, signer);
  return { limit: query.limit, skip: query.skip, sort, after, isCountWanted: query.count === true };
}

export interface ListLinks {
  readonly publicUrl: string;
  readonly path: string;
  readonly query: ListQuery & Readonly<Record<string, unknown>>;
  readonly signer: LinkSigner;
}

/** A response that is a page of a list. */
export function pageOf(schema: TSchema): DeclaredResponse {
  return { description: 'A page.', schema: Type.Array(schema), headers: ['Link', 'X-Total-Count'] };
}

/** The items as a plain array, with the link to the next page. */
export function toListResponse<Item>(
  page: ListPage<unknown>,
  items: Item[],
  request: ListRequest,
  links: ListLinks,
): JsonResponse {
  const headers: Record<string, string> = {};
  if (page.next) headers.Link = `<${nextUrl(page.next, request, links)}>; rel="next"`;
  if (page.total !== null) headers['X-Total-Count'] = String(page.total);
  return { status: 200, body: items, headers };
}

function readSort(text: string, columns: SortColumns): ListRequest['sort'] {
  const match = /^(\w+?)__(ASC|DESC)$/i.exec(text);
  const field = match?.[1] ?? '';
  if (match && Object.hasOwn(columns, field)) {
    return { field, direction: match[2]?.toUpperCase() === 'DESC' ? 'DESC' : 'ASC' };
  }
  const message = `has to be one of ${Object.keys(columns).join(', ')}, followed by __ASC or __DESC`;
  throw new AppError('invalid_input', `sort_by ${message}.`, { issues: [{ pointer: '/query/sort_by', message }] });
}

const PURPOSE = 'cursor';

function nextUrl(position: ListPosition, request: ListRequest, links: ListLinks): string {
  const { skip: _skip, cursor: _cursor, ...kept } = links.query;
  const text = JSON.stringify([request.sort.field, request.sort.direction, position.value, position.id]);
  const cursor = `${Buffer.from(text).toString('base64url')}.${links.signer.sign(PURPOSE, text)}`;
  const query = new URLSearchParams({ cursor });
  for (const [name, value] of Object.entries(kept)) query.set(name, String(value));
  return `${links.publicUrl}${links.path}?${query}`;
}

function readCursor(cursor: string, sort: ListRequest['sort'], signer: LinkSigner): ListPosition {
  const [encoded = '', signature = ''] = cursor.split('.');
  const text = Buffer.from(encoded, 'base64url').toString();
  if (signer.isSigned(PURPOSE, text, signature) && isStorableText(text)) {
    const [field, direction, value, id] = JSON.parse(text) as [string, string, string, number];
    if (field === sort.field && direction === sort.direction) return { value, id };
  }
  const issues = [{ pointer: '/query/cursor', message: 'is not a cursor of this list in this order' }];
  throw new AppError('invalid_input', 'The cursor is not valid.', { issues });
}
