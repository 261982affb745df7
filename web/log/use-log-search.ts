import { useEffect, useRef, useState } from 'react';
import type { LogSource } from './log-source.ts';

export interface LogSearch {
  readonly word: string;
  readonly setWord: (word: string) => void;
  /** Lines that hold the word, as far as they were looked for. */
  readonly hits: readonly number[];
  /** Place of the present hit among them, -1 for none. */
  readonly place: number;
  readonly isSearching: boolean;
  /** More lines may hold it. */
  readonly hasMore: boolean;
  readonly go: (by: 1 | -1) => void;
}

const PAUSE_MS = 250;

interface Found {
  readonly word: string;
  readonly hits: readonly number[];
  readonly nextAfter: number;
  readonly isEnd: boolean;
}

const NOTHING: Found = { word: '', hits: [], nextAfter: 0, isEnd: true };

/** Searches on the hub: it has all lines, the page some of them. */
export function useLogSearch(source: LogSource, onHit: (line: number) => void): LogSearch {
  const [word, setWord] = useState('');
  const [found, setFound] = useState<Found>(NOTHING);
  const [place, setPlace] = useState(-1);
  const [isSearching, setIsSearching] = useState(false);
  const show = useRef(onHit);
  show.current = onHit;
  useEffect(() => {
    setPlace(-1);
    setFound(NOTHING);
    if (word === '') return;
    const search = new AbortController();
    const timer = setTimeout(() => void begin(search.signal), PAUSE_MS);
    const begin = async (signal: AbortSignal): Promise<void> => {
      const first = await searchOn(source, { ...NOTHING, word, isEnd: false }, signal);
      if (signal.aborted) return;
      setFound(first);
      setIsSearching(false);
      if (first.hits[0] === undefined) return;
      setPlace(0);
      show.current(first.hits[0]);
    };
    setIsSearching(true);
    return () => {
      search.abort();
      clearTimeout(timer);
      setIsSearching(false);
    };
  }, [word, source]);
  const go = async (by: 1 | -1): Promise<void> => {
    let { hits } = found;
    let next = place + by;
    if (next >= hits.length && !found.isEnd) {
      const more = await searchOn(source, found, new AbortController().signal);
      setFound(more);
      hits = more.hits;
    }
    if (next < 0 || next >= hits.length) next = next < 0 ? hits.length - 1 : 0;
    const line = hits[next];
    if (line === undefined) return;
    setPlace(next);
    show.current(line);
  };
  return { word, setWord, hits: found.hits, place, isSearching, hasMore: !found.isEnd, go: (by) => void go(by) };
}

/** Goes on with a search until there is something new to show or the log ends; one response covers what 1.5 s allow. */
async function searchOn(source: LogSource, found: Found, signal: AbortSignal): Promise<Found> {
  let { nextAfter } = found;
  try {
    for (;;) {
      const answer = await source.search({ q: found.word, after: nextAfter }, signal);
      nextAfter = answer.next_after;
      const hits = [...found.hits, ...answer.hits.map(({ line }) => line)];
      if (answer.hits.length > 0 || answer.is_end) return { word: found.word, hits, nextAfter, isEnd: answer.is_end };
    }
  } catch {
    return { ...found, isEnd: true };
  }
}
