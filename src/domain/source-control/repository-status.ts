/** `unknown` until the repository was read for the first time. */
export const REPOSITORY_STATES = ['unknown', 'ok', 'failing'] as const;

export type RepositoryState = (typeof REPOSITORY_STATES)[number];

export interface RepositoryFailure {
  readonly step: string;
  readonly code: string;
  readonly message: string;
}

/** How an integration's repository is watched, and what was seen of it last. */
export interface RepositoryStatus {
  readonly integrationId: number;
  readonly integrationName: string;
  readonly url: string | null;
  readonly branch: string | null;
  readonly path: string;
  readonly sourceConnectionId: number | null;
  readonly state: RepositoryState;
  readonly failure: RepositoryFailure | null;
  readonly head: string | null;
  readonly headAt: Date | null;
  readonly lastPushAt: Date | null;
  readonly lastDeliveryAt: Date | null;
  readonly polledAt: Date | null;
  readonly nextPollAt: Date | null;
  readonly hasWebhook: boolean;
}

/** The state of a connection is that of its worst repository. */
export function worstState(states: readonly RepositoryState[]): RepositoryState {
  if (states.includes('failing')) return 'failing';
  return states.includes('ok') ? 'ok' : 'unknown';
}
