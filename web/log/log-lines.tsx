import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import styles from './log.module.css';
import { LogRow } from './log-line.tsx';
import type { LogSnapshot, LogStore } from './log-store.ts';
import type { LogOptions } from './log-toolbar.tsx';
import type { LogWindow } from './use-log-window.ts';

interface LogLinesProps {
  readonly store: LogStore;
  readonly snapshot: LogSnapshot;
  readonly view: LogWindow;
  readonly options: LogOptions;
  readonly word: string;
}

/** The visible lines; the others are empty space. */
export function LogLines({ store, snapshot, view, options, word }: LogLinesProps) {
  const scroller = useRef<HTMLElement>(null);
  const { items, totalPx, measure } = useLines({ scroller, store, snapshot, view, options });
  const numberWidth = `${String(snapshot.lastLine).length + 1}ch`;
  return (
    <section
      ref={scroller}
      className={styles.scroller}
      data-wrapped={options.isWrapped || undefined}
      tabIndex={0}
      aria-label="Log"
      onScroll={(event) => view.onScroll(event.currentTarget)}
    >
      <div className={styles.lines} style={{ blockSize: totalPx }}>
        <div className={styles.window} style={{ translate: `0 ${items[0]?.start ?? 0}px` }}>
          {items.map(({ index, key }) => {
            const number = view.base + index + 1;
            return (
              <div key={key} ref={options.isWrapped ? measure : undefined} data-index={index}>
                <LogRow
                  number={number}
                  line={store.line(number)}
                  word={word}
                  isMarked={number === view.markedLine}
                  areTimesShown={options.areTimesShown}
                  numberWidth={numberWidth}
                  onMark={view.mark}
                />
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

const LINE_PX = 20;
const OVERSCAN = 30;

interface LinesInput extends Omit<LogLinesProps, 'word'> {
  readonly scroller: React.RefObject<HTMLElement | null>;
}

/** Which lines are visible; loads those that are missing, and scrolls to the end or to the requested line. */
function useLines({ scroller, store, snapshot, view, options }: LinesInput) {
  const virtualizer = useVirtualizer({
    count: view.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: OVERSCAN,
  });
  const items = virtualizer.getVirtualItems();
  const first = view.base + (items[0]?.index ?? 0) + 1;
  const last = view.base + (items.at(-1)?.index ?? 0) + 1;
  useEffect(() => {
    if (snapshot.lastLine > 0) store.ensure(first, last);
  }, [store, first, last, snapshot.lastLine]);
  const { target, isFollowing, count, base } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights of lines are a reason too
  useEffect(() => {
    if (isFollowing && count > 0) virtualizer.scrollToIndex(count - 1, { align: 'end' });
  }, [isFollowing, count, options, virtualizer]);
  useEffect(() => {
    if (target !== null) virtualizer.scrollToIndex(target.line - 1 - base, { align: 'center' });
  }, [target, base, virtualizer]);
  return { items, totalPx: virtualizer.getTotalSize(), measure: virtualizer.measureElement };
}
