import { ChevronDown, ChevronUp, Clock, Download, Search, WrapText, X } from 'lucide-react';
import type { StreamState } from '../api/event-stream.ts';
import { formatNumber } from '../text/format.ts';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './log.module.css';
import type { LogSource } from './log-source.ts';
import type { LogSnapshot } from './log-store.ts';
import type { LogSearch } from './use-log-search.ts';

export interface LogOptions {
  readonly areTimesShown: boolean;
  readonly isWrapped: boolean;
}

interface LogToolbarProps {
  readonly source: LogSource;
  readonly search: LogSearch;
  readonly snapshot: LogSnapshot;
  readonly isFollowing: boolean;
  readonly options: LogOptions;
  readonly onOptions: (options: LogOptions) => void;
}

/** Search, state of the connection, and how lines are shown. */
export function LogToolbar({ source, search, snapshot, isFollowing, options, onOptions }: LogToolbarProps) {
  const { areTimesShown, isWrapped } = options;
  return (
    <div className={styles.toolbar}>
      <SearchBox search={search} />
      <span role="status" className={styles.state} data-stream={snapshot.stream}>
        {STATES[snapshot.stream] ?? (isFollowing ? 'Following' : 'Live')}
      </span>
      <IconButton
        label="Times"
        icon={<Clock size={15} />}
        isPressed={areTimesShown}
        onClick={() => onOptions({ ...options, areTimesShown: !areTimesShown })}
      />
      <IconButton
        label="Wrap long lines"
        icon={<WrapText size={15} />}
        isPressed={isWrapped}
        onClick={() => onOptions({ ...options, isWrapped: !isWrapped })}
      />
      <a className={styles.download} href={source.downloadUrl} download aria-label="Download" title="Download">
        <Download size={15} aria-hidden="true" />
      </a>
    </div>
  );
}

const STATES: Readonly<Partial<Record<StreamState, string>>> = {
  connecting: 'Connecting',
  lost: 'Connection lost, trying again',
  ended: 'Complete',
  refused: 'Not live',
};

function SearchBox({ search }: { readonly search: LogSearch }) {
  const { word, setWord, place, hits, go } = search;
  return (
    <search className={styles.search}>
      <Search size={14} aria-hidden="true" />
      <input
        type="search"
        className={styles.searchInput}
        aria-label="Search the log"
        placeholder="Search the log"
        maxLength={200}
        value={word}
        onChange={(event) => setWord(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
          if (event.key === 'Escape') setWord('');
        }}
      />
      {word !== '' && (
        <>
          <span role="status" className={styles.hits}>
            {hitText(search)}
          </span>
          <IconButton
            label="Previous hit"
            keys="Shift N"
            icon={<ChevronUp size={15} />}
            disabled={hits.length === 0}
            onClick={() => go(-1)}
          />
          <IconButton
            label="Next hit"
            keys="n"
            icon={<ChevronDown size={15} />}
            disabled={place < 0}
            onClick={() => go(1)}
          />
          <IconButton label="Clear the search" icon={<X size={15} />} onClick={() => setWord('')} />
        </>
      )}
    </search>
  );
}

function hitText({ isSearching, hits, place, hasMore }: LogSearch): string {
  if (isSearching) return 'Searching';
  if (hits.length === 0) return 'Not found';
  return `${formatNumber(place + 1)} of ${formatNumber(hits.length)}${hasMore ? '+' : ''}`;
}
