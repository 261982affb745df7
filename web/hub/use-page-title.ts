import { useEffect } from 'react';
import { words } from '../text/en.ts';

/** Names the page in the tab and to screen readers. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${words.product}`;
  }, [title]);
}
