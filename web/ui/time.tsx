import { formatExact, formatRelative } from '../text/format.ts';
import { useNow } from './use-now.ts';

/** How long ago, with the exact time as its title; the words keep up with the clock. */
export function Time({ at }: { readonly at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatExact(at)}>
      {formatRelative(at, now)}
    </time>
  );
}
