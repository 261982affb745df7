import { ArrowDownToLine } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { type KeyBindings, useKeys } from '../ui/use-keys.ts';
import styles from './log.module.css';
import { LogLines } from './log-lines.tsx';
import type { LogSource } from './log-source.ts';
import { LogStore } from './log-store.ts';
import { type LogOptions, LogToolbar } from './log-toolbar.tsx';
import { useLogSearch } from './use-log-search.ts';
import { MAX_WINDOW_LINES, useLogWindow } from './use-log-window.ts';

interface LogViewerProps {
  /** The same object as long as it is the same log. */
  readonly source: LogSource;
  /** Said where no line was written. */
  readonly empty: string;
  readonly problem: (error: unknown, retry: () => void) => ReactNode;
}

/** A log of any length: live, searchable, with an address for each line. */
export function LogViewer({ source, empty, problem }: LogViewerProps) {
  const [tries, setTries] = useState(0);
  // A new try is a new store.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` is why
  const store = useMemo(() => new LogStore(source), [source, tries]);
  useEffect(() => {
    void store.open();
    return () => store.close();
  }, [store]);
  const { error, isLoaded } = useSyncExternalStore(store.subscribe, store.snapshot);
  if (error !== null) return problem(error, () => setTries(tries + 1));
  if (!isLoaded) return <Skeleton lines={10} shape="text" />;
  return <LogBody key={tries} store={store} source={source} empty={empty} />;
}

interface LogBodyProps {
  readonly store: LogStore;
  readonly source: LogSource;
  readonly empty: string;
}

function LogBody({ store, source, empty }: LogBodyProps) {
  const snapshot = useSyncExternalStore(store.subscribe, store.snapshot);
  const [options, setOptions] = useState<LogOptions>({ areTimesShown: false, isWrapped: false });
  const view = useLogWindow(snapshot.lastLine);
  const search = useLogSearch(source, view.goTo);
  const { isFollowing, follow, markedLine } = view;
  const isLive = !isOver(snapshot.stream);
  const bindings: KeyBindings = {
    f: follow,
    n: () => search.go(1),
    'shift+n': () => search.go(-1),
    l: () => void copyLineLink(markedLine),
  };
  useKeys(bindings);
  return (
    <div className={styles.viewer}>
      <LogToolbar {...{ source, search, snapshot, isFollowing, options }} onOptions={setOptions} />
      {snapshot.lastLine === 0 && <p className={styles.empty}>{isLive ? 'Waiting for the first line' : empty}</p>}
      <LogLines {...{ store, snapshot, view, options }} word={search.word} />
      {!isFollowing && isLive && snapshot.lastLine > 0 && (
        <div className={styles.follow}>
          <Button size="small" icon={<ArrowDownToLine size={14} aria-hidden="true" />} onClick={follow}>
            Follow
          </Button>
        </div>
      )}
      {snapshot.lastLine > MAX_WINDOW_LINES && <p className={styles.windowNote}>{view.note}</p>}
    </div>
  );
}

function isOver(stream: string): boolean {
  return stream === 'ended' || stream === 'refused';
}

async function copyLineLink(line: number | null): Promise<void> {
  if (line === null) return;
  await navigator.clipboard.writeText(`${location.origin}${location.pathname}${location.search}#L${line}`);
}
