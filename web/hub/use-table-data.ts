import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ListPage } from '../api/list-query.ts';
import type { TableData } from '../ui/data-table.tsx';

/** Returns the rows of all pages that are there, as a table takes them. */
export function useTableData<Row>(query: UseInfiniteQueryResult<InfiniteData<ListPage<Row>>>): TableData<Row> {
  const { data, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  return {
    rows,
    total: data?.pages[0]?.total ?? null,
    isLoading: isPending,
    hasMore: hasNextPage && !isFetchingNextPage,
    loadMore: fetchNextPage,
  };
}
