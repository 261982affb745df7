import { AppError } from '../errors/app-error.ts';
import { type Sql, sqlState } from './database.ts';
import { composedStatement, statement } from './statement.ts';

export type SortDirection = 'ASC' | 'DESC';

export interface ListPosition {
  /** The sort column's value of the last row of a page, as PostgreSQL writes it. */
  readonly value: string;
  readonly id: number;
}

export interface ListRequest {
  /** 1 to 500. */
  readonly limit: number;
  readonly skip: number;
  readonly sort: { readonly field: string; readonly direction: SortDirection };
  readonly after: ListPosition | null;
  readonly isCountWanted: boolean;
}

export interface SortColumn {
  readonly column: string;
  readonly type: 'bigint' | 'text' | 'timestamptz' | 'integer';
}

/** A list that people page through. */
export interface List<Filter extends string> {
  /** `tenants t join …` */
  readonly from: string;
  /** The alias whose rows are listed; it has a unique `id`. */
  readonly alias: string;
  /** What is read of them; all columns unless said otherwise. */
  readonly columns?: string;
  /** Conditions by which it is narrowed; `?` stands for the filter's value, and one without `?` is given as `true`. */
  readonly filters: Readonly<Record<Filter, string>>;
  readonly sortColumns: Readonly<Record<string, SortColumn>>;
}

/** The filters of one request; one that is undefined is left out. */
export type ListFilters<Filter extends string> = { readonly [Name in Filter]?: unknown };

export interface ListPage<Item> {
  readonly items: Item[];
  readonly next: ListPosition | null;
  readonly total: number | null;
}

/** Registers the statements of a list: each sort column with every filter, and the count. */
export function defineList<Filter extends string>(list: List<Filter>): List<Filter> {
  const every = Object.fromEntries(Object.keys(list.filters).map((name) => [name, true])) as ListFilters<Filter>;
  statement(countText(list, filterRows(list, every)));
  for (const sort of Object.values(list.sortColumns)) {
    const request = { limit: 1, skip: 0, after: { value: '', id: 0 }, direction: 'ASC' } as const;
    statement(pageText(list, filterRows(list, every), { ...request, sort }));
  }
  return list;
}

/**
 * Returns one page in keyset order; page 1,000 is as quick as the first.
 * @throws AppError invalid_input where the list has no such position or sort column
 */
export async function listRows<Row extends { id: number }, Filter extends string = never>(
  sql: Sql,
  list: List<Filter>,
  filters: ListFilters<Filter>,
  request: ListRequest,
): Promise<ListPage<Row>> {
  const sort = list.sortColumns[request.sort.field];
  if (!sort) throw new AppError('invalid_input', 'The list cannot be sorted by that field.');
  const total = request.isCountWanted ? await countRows(sql, list, filters) : null;
  const read = (part: Pick<ListRequest, 'limit' | 'skip' | 'after'>): Promise<ListedRow<Row>[]> => {
    const where = filterRows(list, filters);
    const text = pageText(list, where, { ...part, sort, direction: request.sort.direction });
    return readPage<Row>(sql, text, where.values);
  };
  const { items, isLeft } = await readBounded(read, request);
  const last = items.at(-1);
  return { items, next: isLeft && last ? { value: last.cursor_value, id: last.id } : null, total };
}

type ListedRow<Row> = Row & { id: number; cursor_value: string };

/** Of one page, in bytes of JSON: a page of larger rows ends early, and the next one goes on behind it. */
const MAX_PAGE_BYTES = 8 * 1024 * 1024;
/** Read first, to learn how large rows are. */
const FIRST_ROWS = 32;

/** Reads a page part by part, so that never much more than its bound is held in memory. */
async function readBounded<Row extends { id: number }>(
  read: (part: Pick<ListRequest, 'limit' | 'skip' | 'after'>) => Promise<ListedRow<Row>[]>,
  request: ListRequest,
): Promise<{ items: ListedRow<Row>[]; isLeft: boolean }> {
  const items: ListedRow<Row>[] = [];
  let bytes = 0;
  let { skip, after } = request;
  let limit = Math.min(request.limit, FIRST_ROWS);
  for (;;) {
    const rows = await read({ limit, skip, after });
    for (const row of rows.slice(0, limit)) {
      bytes += JSON.stringify(row).length;
      if (bytes > MAX_PAGE_BYTES && items.length > 0) return { items, isLeft: true };
      items.push(row);
    }
    const last = items.at(-1);
    if (rows.length <= limit || last === undefined) return { items, isLeft: false };
    const room = Math.ceil(((MAX_PAGE_BYTES - bytes) * items.length) / Math.max(bytes, 1));
    limit = Math.min(request.limit - items.length, Math.max(room, 1));
    if (limit === 0) return { items, isLeft: true };
    skip = 0;
    after = { value: last.cursor_value, id: last.id };
  }
}

/** A condition and the values of its parameters, which count from `$1`. */
export interface Where {
  readonly condition: string;
  readonly values: unknown[];
}

/** Returns the condition that the given filters of a list make together. */
export function filterRows<Filter extends string>(
  { filters: conditions }: Pick<List<Filter>, 'filters'>,
  filters: ListFilters<Filter>,
): Where {
  const values: unknown[] = [];
  const given = (Object.keys(conditions) as Filter[]).filter((name) => filters[name] !== undefined);
  const parts = given.map((name) => {
    const condition = conditions[name];
    return condition.includes('?') ? condition.replaceAll('?', `$${values.push(filters[name])}`) : condition;
  });
  return { condition: parts.length === 0 ? 'true' : parts.join(' and '), values };
}

/** Counts the rows that match, by the value of a column. */
export type CountBy<Filter extends string> = (
  sql: Sql,
  filters: ListFilters<Filter>,
) => Promise<Record<string, number>>;

/** Registers the count of a list by a column or expression; values without a row are left out. */
export function defineCountBy<Filter extends string>(list: List<Filter>, column: string): CountBy<Filter> {
  const every = Object.fromEntries(Object.keys(list.filters).map((name) => [name, true])) as ListFilters<Filter>;
  const text = ({ condition }: Where): string =>
    `select ${column} as value, count(*)::int as total from ${list.from} where ${condition} group by 1`;
  statement(text(filterRows(list, every)));
  return async (sql, filters) => {
    const where = filterRows(list, filters);
    const rows = await sql.query(composedStatement<{ value: string; total: number }>(text(where)), where.values);
    return Object.fromEntries(rows.map(({ value, total }) => [value, total]));
  };
}

function countText(list: List<string>, where: Where): string {
  return `select count(*) as total from ${list.from} where ${where.condition}`;
}

async function countRows<Filter extends string>(
  sql: Sql,
  list: List<Filter>,
  filters: ListFilters<Filter>,
): Promise<number> {
  const where = filterRows(list, filters);
  const text = composedStatement<{ total: number }>(countText(list, where));
  const [row] = await sql.query(text, where.values);
  return row?.total ?? 0;
}

interface PageRequest extends Pick<ListRequest, 'limit' | 'skip' | 'after'> {
  readonly sort: SortColumn;
  readonly direction: SortDirection;
}

/** Returns the statement of a page; adds its values to those of `where`. */
function pageText({ alias, columns, from }: List<string>, { condition, values }: Where, request: PageRequest): string {
  const { after, sort, direction } = request;
  const place = (value: unknown): string => `$${values.push(value)}`;
  const comparison = direction === 'ASC' ? '>' : '<';
  const position = after && `${place(after.value)}::${sort.type}`;
  const isById = sort.column === `${alias}.id`;
  const later =
    after === null
      ? ''
      : isById
        ? ` and ${sort.column} ${comparison} ${position}`
        : ` and (${sort.column}, ${alias}.id) ${comparison} (${position}, ${place(after.id)}::bigint)`;
  return `select ${columns ?? `${alias}.*`}, ${sort.column}::text as cursor_value from ${from} where ${condition}${later}
    order by ${sort.column} ${direction}, ${alias}.id ${direction}
    limit ${place(request.limit + 1)} offset ${place(request.skip)}`;
}

async function readPage<Row extends object>(
  sql: Sql,
  text: string,
  values: readonly unknown[],
): Promise<ListedRow<Row>[]> {
  try {
    return await sql.query(composedStatement<ListedRow<Row>>(text), values);
  } catch (error) {
    if (sqlState(error).startsWith('22')) throw new AppError('invalid_input', 'The cursor is not one of this list.');
    throw error;
  }
}
