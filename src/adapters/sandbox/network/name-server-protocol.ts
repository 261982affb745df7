/** Where a sandbox finds its name server: on the loopback of its own network namespace. */
export const NAME_SERVER_ADDRESS = '127.0.0.53';

/** Record types that are resolved for names that are opened or allowed. There are no others; AAAA is left out, as a sandbox has no IPv6. */
export const RESPONSE_TYPES = ['A', 'TXT', 'SRV'] as const;

export type ResponseType = (typeof RESPONSE_TYPES)[number];

/** The first line to the name server. */
export interface NameServerPolicy {
  /** Names, exact. */
  readonly opened: readonly string[];
  /** Patterns; null = other names go to slirp4netns' name server. */
  readonly allowed: readonly string[] | null;
  /** To drop to once the ports are bound. */
  readonly uid: number | null;
}

/** Lines of the name server, one JSON object each. */
export type NameServerMessage =
  | { readonly op: 'ready' }
  | { readonly op: 'refused'; readonly name: string }
  | { readonly op: 'ask'; readonly id: number; readonly name: string; readonly type: ResponseType };

/** One line for each `ask`; null = it could not be found out. */
export interface NameServerResponse {
  readonly id: number;
  readonly isFound: boolean | null;
  readonly records: readonly NameRecord[];
}

export type NameRecord =
  | { readonly type: 'A'; readonly ttl: number; readonly data: string }
  | { readonly type: 'TXT'; readonly ttl: number; readonly data: readonly string[] }
  | { readonly type: 'SRV'; readonly ttl: number; readonly data: ServiceTarget };

export interface ServiceTarget {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}
