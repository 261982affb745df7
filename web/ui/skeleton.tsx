import { useEffect, useState } from 'react';
import { classNames } from './class-names.ts';
import styles from './skeleton.module.css';

/** Long enough that what is quick never flickers. */
const SHOW_AFTER_MS = 300;

interface SkeletonProps {
  readonly lines?: number;
  readonly shape?: 'rows' | 'text' | 'panel';
}

/** The shape of what is being loaded; nothing at all for the first 300 ms. */
export function Skeleton({ lines = 8, shape = 'rows' }: SkeletonProps) {
  const isShown = useDelay(SHOW_AFTER_MS);
  return (
    <div role="status" className={styles.skeleton}>
      <span className="visually-hidden">Loading</span>
      {isShown &&
        Array.from({ length: lines }, (_, line) => line).map((line) => (
          <div key={line} className={classNames(styles.line, styles[shape])} style={{ inlineSize: widthOf(line) }} />
        ))}
    </div>
  );
}

function widthOf(line: number): string {
  return `${60 + ((line * 37) % 40)}%`;
}

function useDelay(milliseconds: number): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsOver(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return isOver;
}
