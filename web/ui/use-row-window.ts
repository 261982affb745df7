import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

interface RowWindowInput {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowPx: number;
}

export interface RowWindow {
  readonly items: readonly { readonly index: number; readonly offsetPx: number }[];
  readonly totalPx: number;
  /** The last drawn row, -1 where there is none. */
  readonly lastIndex: number;
  readonly scrollTo: (index: number) => void;
}

const OVERSCAN = 12;

/** Returns the rows that are seen, with some above and below. */
export function useRowWindow({ scroller, count, rowPx }: RowWindowInput): RowWindow {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
  });
  const items = virtualizer.getVirtualItems().map(({ index, start }) => ({ index, offsetPx: start }));
  return {
    items,
    totalPx: virtualizer.getTotalSize(),
    lastIndex: items.at(-1)?.index ?? -1,
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  };
}
