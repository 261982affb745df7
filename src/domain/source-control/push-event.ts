export const HOOK_PROVIDERS = ['github', 'gitlab', 'bitbucket_cloud', 'bitbucket_server', 'azure_devops'] as const;

export type HookProvider = (typeof HOOK_PROVIDERS)[number];

/** A branch that a push moved; null = it was made (`before`). */
export interface BranchUpdate {
  readonly branch: string;
  readonly before: string | null;
  readonly after: string;
}

/** What a delivery of a provider says. Tags, deleted branches and events of other kinds are `ignored`. */
export type HookEvent =
  | { readonly kind: 'ping' }
  | { readonly kind: 'push'; readonly updates: readonly BranchUpdate[] }
  | { readonly kind: 'ignored'; readonly reason: 'other_event' | 'no_branch' | 'unreadable' };

export interface HookDelivery {
  readonly provider: HookProvider;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly payload: unknown;
}

const SHA = /^[0-9a-f]{40}$/;
const ZEROS = /^0+$/;

/** An update of a branch, null for anything else: a tag, a deletion, something that is no commit. */
export function toBranchUpdate(ref: unknown, before: unknown, after: unknown): BranchUpdate | null {
  if (typeof ref !== 'string' || typeof after !== 'string' || !SHA.test(after) || ZEROS.test(after)) return null;
  if (!ref.startsWith('refs/heads/')) return null;
  const isKnown = typeof before === 'string' && SHA.test(before) && !ZEROS.test(before);
  return { branch: ref.slice('refs/heads/'.length), before: isKnown ? before : null, after };
}

export function toPush(updates: readonly (BranchUpdate | null)[]): HookEvent {
  const branches = updates.filter((update) => update !== null);
  return branches.length === 0 ? { kind: 'ignored', reason: 'no_branch' } : { kind: 'push', updates: branches };
}

/** A field of a JSON object, undefined where there is none. */
export function field(value: unknown, ...names: readonly string[]): unknown {
  let present = value;
  for (const name of names) {
    if (typeof present !== 'object' || present === null || !Object.hasOwn(present, name)) return undefined;
    present = (present as Record<string, unknown>)[name];
  }
  return present;
}

/** The items of a JSON array, none for anything else. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
