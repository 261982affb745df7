import type { RolloutState } from './rollout-state.ts';

export interface RolloutStep {
  /** 1 to 100, of all affected tenants; the last step is 100. */
  readonly percent: number;
  /** How long the rollout watches its runs after this step. */
  readonly bakeSeconds: number;
}

export interface FailureLimit {
  /** Failed runs on the new release, in percent, above which the rollout halts. */
  readonly percent: number;
  /** Runs that have to end before their share counts. */
  readonly minRuns: number;
}

export interface RolloutProgress {
  readonly state: RolloutState;
  readonly isPlanned: boolean;
  readonly total: number;
  readonly steps: readonly RolloutStep[];
  /** The step under way, from 0. */
  readonly step: number;
  /** The first position that the rollout has not reached; null where it has reached all. */
  readonly nextPosition: number | null;
  readonly isInitDue: boolean;
  /** Since the step's last tenant was reached; null while it is not baking. */
  readonly bakedMs: number | null;
  readonly failureLimit: FailureLimit | null;
  readonly endedRuns: number;
  readonly failedRuns: number;
}

export type NextMove =
  | { readonly do: 'plan' }
  /** Positions from `from` up to and with `upTo`. */
  | { readonly do: 'apply'; readonly from: number; readonly upTo: number }
  | { readonly do: 'init' }
  | { readonly do: 'begin-bake' }
  | { readonly do: 'bake'; readonly waitMs: number }
  | { readonly do: 'halt'; readonly reason: string }
  | { readonly do: 'next-step' }
  | { readonly do: 'complete' }
  | { readonly do: 'revert'; readonly upTo: number }
  | { readonly do: 'wait' }
  | { readonly do: 'end' };

const MIN_LOOK_MS = 1_000;
const MAX_LOOK_MS = 300_000;
const LOOKS_PER_BAKE = 60;

/** Returns what a rollout does next, from its state in the database alone. So it continues wherever it was killed. */
export function nextMove(progress: RolloutProgress): NextMove {
  if (progress.state === 'rolling_back') return { do: 'revert', upTo: progress.total };
  if (progress.state === 'paused' || progress.state === 'halted') return { do: 'wait' };
  if (progress.state !== 'running') return { do: 'end' };
  if (!progress.isPlanned) return { do: 'plan' };
  const reason = haltReason(progress);
  if (reason !== null) return { do: 'halt', reason };
  const upTo = stepEnd(progress);
  if (progress.nextPosition !== null && progress.nextPosition <= upTo) {
    return { do: 'apply', from: progress.nextPosition, upTo };
  }
  if (progress.isInitDue) return { do: 'init' };
  return afterStep(progress);
}

/** The last position of the step under way: at least one tenant of each begun step. */
function stepEnd({ steps, step, total }: Pick<RolloutProgress, 'steps' | 'step' | 'total'>): number {
  return Math.ceil((total * (steps[step]?.percent ?? 100)) / 100);
}

function afterStep({ steps, step, bakedMs }: RolloutProgress): NextMove {
  const bakeMs = (steps[step]?.bakeSeconds ?? 0) * 1000;
  if (bakeMs > 0 && bakedMs === null) return { do: 'begin-bake' };
  if (bakedMs !== null && bakedMs < bakeMs) {
    const lookMs = Math.min(Math.max(bakeMs / LOOKS_PER_BAKE, MIN_LOOK_MS), MAX_LOOK_MS);
    return { do: 'bake', waitMs: Math.ceil(Math.min(lookMs, bakeMs - bakedMs)) };
  }
  return step + 1 < steps.length ? { do: 'next-step' } : { do: 'complete' };
}

function haltReason({ failureLimit, endedRuns, failedRuns }: RolloutProgress): string | null {
  if (failureLimit === null || endedRuns < Math.max(failureLimit.minRuns, 1)) return null;
  const percent = (failedRuns * 100) / endedRuns;
  if (percent <= failureLimit.percent) return null;
  return `${failedRuns} of ${endedRuns} runs on the new release failed; ${failureLimit.percent} % are allowed.`;
}
