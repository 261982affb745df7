import type { ConfigViewer } from './config-viewer.ts';

/** What is known of a tenant's init syncs. */
export interface RefreshFacts {
  readonly isUnderWay: boolean;
  /** Why the last one that ended returned less than was needed, or null. */
  readonly lastError: string | null;
}

/** How a form shows a selector: its options, the placeholder as such, that they are being fetched, or why there are none. */
export interface ShownOptions {
  readonly state: 'options' | 'placeholder' | 'progress' | 'error';
  /** One sentence to show in place of the options; null where there are some. */
  readonly message: string | null;
}

/** The hub shows a placeholder as such before the first init sync; the marketplace shows progress or the error, never the placeholder. */
export function showOptions(
  viewer: ConfigViewer,
  present: 'options' | 'not_fetched' | 'unusable',
  { isUnderWay, lastError }: RefreshFacts,
): ShownOptions {
  if (present === 'options') return { state: 'options', message: null };
  if (viewer === 'end_user') {
    return isUnderWay
      ? { state: 'progress', message: 'The choices are being fetched.' }
      : { state: 'error', message: lastError ?? 'The choices have not been fetched yet.' };
  }
  if (present === 'unusable') {
    return { state: 'error', message: 'The integration gave no usable list of options; refresh the configs.' };
  }
  const next = isUnderWay ? 'an init sync is under way.' : 'refresh the configs.';
  return { state: 'placeholder', message: `A placeholder, since no options have been fetched yet: ${next}` };
}
