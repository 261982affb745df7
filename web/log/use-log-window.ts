import { useCallback, useEffect, useState } from 'react';
import { formatNumber } from '../text/format.ts';

/** Browsers draw no higher than about 17 million pixels; longer logs are shown in windows of so many lines. */
export const MAX_WINDOW_LINES = 500_000;
const NEAR_END_PX = 30;

export interface LogWindow {
  /** Lines before the window. */
  readonly base: number;
  /** Lines in it. */
  readonly count: number;
  readonly isFollowing: boolean;
  /** The line to be shown next; a new object for each request. */
  readonly target: { readonly line: number } | null;
  /** The line that the address names, null for none. */
  readonly markedLine: number | null;
  readonly note: string;
  readonly follow: () => void;
  readonly goTo: (line: number) => void;
  readonly mark: (line: number) => void;
  readonly onScroll: (scroller: HTMLElement) => void;
}

/** Which part of a log is shown: its end as it grows, or the line that was requested. */
export function useLogWindow(lastLine: number): LogWindow {
  const [asked] = useState(() => lineOfAddress());
  const [markedLine, setMarkedLine] = useState(asked);
  const [target, setTarget] = useState(asked === null ? null : { line: asked });
  const [isFollowing, setIsFollowing] = useState(asked === null);
  const base =
    Math.floor(((isFollowing ? lastLine : (target?.line ?? lastLine)) - 1) / MAX_WINDOW_LINES) * MAX_WINDOW_LINES;
  const start = Math.max(0, base);
  const count = Math.min(lastLine - start, MAX_WINDOW_LINES);
  const goTo = useCallback((line: number): void => {
    setIsFollowing(false);
    setTarget({ line });
    setMarkedLine(line);
  }, []);
  const mark = useCallback((line: number): void => {
    setMarkedLine(line);
    history.replaceState(history.state, '', `#L${line}`);
  }, []);
  const follow = useCallback((): void => {
    setTarget(null);
    setIsFollowing(true);
  }, []);
  const onScroll = ({ scrollTop, scrollHeight, clientHeight }: HTMLElement): void => {
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (isAtEnd !== isFollowing && start + count >= lastLine) setIsFollowing(isAtEnd);
  };
  useEffect(() => {
    const onHash = (): void => {
      const line = lineOfAddress();
      if (line !== null) goTo(line);
    };
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, [goTo]);
  const note = `Lines ${formatNumber(start + 1)} to ${formatNumber(start + count)} of ${formatNumber(lastLine)}`;
  return { base: start, count, isFollowing, target, markedLine, note, follow, goTo, mark, onScroll };
}

function lineOfAddress(): number | null {
  const line = Number(/^#L(\d{1,10})$/.exec(location.hash)?.[1]);
  return line > 0 ? line : null;
}
