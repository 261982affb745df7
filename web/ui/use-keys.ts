import { useEffect, useRef } from 'react';

/** Keys by what they do: `/`, `Escape`, `g r` (one after the other), `mod+k` (Ctrl, on a Mac ⌘), `shift+x`. */
export type KeyBindings = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const SEQUENCE_MS = 1_000;
const TYPED_IN = 'input, textarea, select, [contenteditable="true"]';
const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const SINGLE_KEYS = 'hubwright-single-keys';

/** Returns whether keys without Ctrl do anything (WCAG 2.1.4: people must be able to switch that off). */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(SINGLE_KEYS) !== 'off';
}

/** Switches keys without Ctrl on or off in this browser. */
export function setSingleKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(SINGLE_KEYS);
  else localStorage.setItem(SINGLE_KEYS, 'off');
}

/** Binds keys while the component is there. Keys without Ctrl rest while something is typed or a layer is open. */
export function useKeys(bindings: KeyBindings): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  useEffect(() => {
    let first = { key: '', at: 0 };
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = nameOf(event);
      const isModified = key.startsWith('mod+');
      if (!isModified && (!areSingleKeysOn() || isElsewhere(event))) return;
      const sequence = event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${key}` : '';
      first = { key, at: event.timeStamp };
      const action = latest.current[sequence] ?? latest.current[key];
      if (!action) return;
      event.preventDefault();
      first = { key: '', at: 0 };
      action(event);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `mod+${key}`;
  if (event.shiftKey && /^[a-z]$/.test(key)) return `shift+${key}`;
  return event.altKey ? `alt+${key}` : key;
}

function isElsewhere({ target }: KeyboardEvent): boolean {
  if (target instanceof Element && target.closest(TYPED_IN)) return true;
  return document.querySelector(LAYERS) !== null;
}
