/**
 * How this browser proves who it is to the hub. The key stays in this tab and is forgotten with it.
 */
const STORED = 'hubwright-key';
const listeners = new Set<() => void>();

/** Returns the key of this tab, null while nobody signed in. */
export function accessKey(): string | null {
  return sessionStorage.getItem(STORED);
}

/** Sets or forgets (null) the key and tells whoever shows the one or the other. */
export function setAccessKey(key: string | null): void {
  if (key === null) sessionStorage.removeItem(STORED);
  else sessionStorage.setItem(STORED, key);
  for (const listener of listeners) listener();
}

/** Calls back at each change of the key; returns what ends that. */
export function onAccessKey(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
