import type { RunPhase } from './run-phase.ts';

/** Bounds on runs in phase `running`, by what they belong to. */
export interface AdmissionCaps {
  readonly integration: number;
  readonly partner: number;
  readonly hub: number;
}

/** What a queued or admitted run may wait for. */
export type Wait =
  | 'paused'
  | 'tenant busy'
  | 'integration cap'
  | 'partner cap'
  | 'hub cap'
  | 'a free slot'
  | 'no worker'
  | 'Temporal away'
  | 'next attempt'
  | 'a worker';

export interface WaitFacts {
  readonly phase: RunPhase;
  readonly hasLiveAttempt: boolean;
  readonly isNextAttemptLater: boolean;
  /** Admitted for more than a few seconds, and no workflow could be started yet. */
  readonly isStartOverdue: boolean;
  readonly isTenantBusy: boolean;
  /** Its tenant is paused, and it is one that waits for the resume. */
  readonly isPaused: boolean;
  readonly slots: number;
  readonly live: number;
  readonly liveOfIntegration: number;
  readonly liveOfPartner: number;
  /** Their own caps, null = the hub's alone. */
  readonly integrationCap: number | null;
  readonly partnerCap: number | null;
}

/** Why a run doesn't go on, or null where it does. */
export function explainWait(facts: WaitFacts, caps: AdmissionCaps): Wait | null {
  if (facts.phase === 'running') return explainAdmitted(facts);
  if (facts.phase !== 'queued') return null;
  if (facts.isPaused) return 'paused';
  if (facts.slots === 0) return 'no worker';
  if (facts.isTenantBusy) return 'tenant busy';
  if (facts.liveOfIntegration >= lowerCap(caps.integration, facts.integrationCap)) return 'integration cap';
  if (facts.liveOfPartner >= lowerCap(caps.partner, facts.partnerCap)) return 'partner cap';
  return facts.live >= caps.hub ? 'hub cap' : 'a free slot';
}

function explainAdmitted(facts: WaitFacts): Wait | null {
  if (facts.hasLiveAttempt) return null;
  if (facts.isNextAttemptLater) return 'next attempt';
  if (facts.isStartOverdue) return 'Temporal away';
  return facts.slots === 0 ? 'no worker' : 'a worker';
}

/** An own cap takes effect where it is lower than the hub's. */
export function lowerCap(ofHub: number, own: number | null): number {
  return Math.min(ofHub, own ?? ofHub);
}
