import { useNavigate } from '@tanstack/react-router';
import { type KeyBindings, useKeys } from '../../ui/use-keys.ts';
import { ALL_PAGES } from '../navigation.ts';

interface ShortcutActions {
  readonly onPalette: () => void;
  readonly onKeyList: () => void;
}

/** The keys that work on every page. */
export function useShortcuts({ onPalette, onKeyList }: ShortcutActions): void {
  const navigate = useNavigate();
  const goTo = ALL_PAGES.flatMap(({ keys, to }) => (keys ? [[keys, () => void navigate({ to })] as const] : []));
  const bindings: KeyBindings = { ...Object.fromEntries(goTo), 'mod+k': onPalette, '?': onKeyList, '/': focusSearch };
  useKeys(bindings);
}

/** Puts the cursor into the page's own search, where it has one. */
function focusSearch(): void {
  document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus();
}
