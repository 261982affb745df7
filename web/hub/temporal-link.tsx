import { SquareArrowOutUpRight } from 'lucide-react';
import { buttonClass } from '../ui/button.tsx';

/** The workflow behind an object, in the Temporal UI; nothing where there is none. */
export function TemporalLink({ url }: { readonly url: string | null }) {
  if (url === null) return null;
  return (
    <a href={url} target="_blank" rel="noreferrer" className={buttonClass('ghost')}>
      Temporal
      <SquareArrowOutUpRight size={13} aria-hidden="true" />
    </a>
  );
}
