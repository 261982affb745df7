import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { problemOf, toProblem } from './problem.ts';

export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** How many match in all; only the request for the first page returns it. */
  readonly total: number | null;
  /** Where the next page begins, null at the end. */
  readonly next: string | null;
}

interface ListOutcome<Row> {
  data?: Row[];
  error?: unknown;
  response: Response;
}

export interface PageQuery {
  limit: number;
  cursor?: string;
  count?: boolean;
}

const PAGE_ROWS = 100;

interface ListQueryInput<Row> {
  readonly key: readonly unknown[];
  readonly load: (query: PageQuery, signal: AbortSignal) => Promise<ListOutcome<Row>>;
  /** Loads the list again after so long while it is visible; false for what doesn't change by itself. */
  readonly refreshMs?: number | false;
}

/** Returns the query of a list that grows page by page along the `Link` header. */
export function listQuery<Row>({ key, load, refreshMs = false }: ListQueryInput<Row>) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => loadPage(load, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ListPage<Row>) => page.next,
    placeholderData: keepPreviousData,
    // Only the first pages are loaded again: a person far down the list would otherwise fetch them all every few seconds.
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 2 ? false : refreshMs),
  });
}

/** @throws ApiProblem */
async function loadPage<Row>(
  load: ListQueryInput<Row>['load'],
  cursor: string | null,
  signal: AbortSignal,
): Promise<ListPage<Row>> {
  const query = cursor === null ? { limit: PAGE_ROWS, count: true } : { limit: PAGE_ROWS, cursor };
  const { data, error, response } = await load(query, signal).catch((cause: unknown) => {
    throw signal.aborted ? cause : problemOf(cause);
  });
  if (!response.ok) throw toProblem(response, error);
  const total = response.headers.get('x-total-count');
  return {
    rows: data ?? [],
    total: total === null ? null : Number(total),
    next: nextCursor(response.headers.get('link')),
  };
}

/** Returns the cursor of `rel="next"` in a `Link` header. */
export function nextCursor(link: string | null): string | null {
  const target = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  return target === undefined ? null : new URL(target, 'http://hub').searchParams.get('cursor');
}
