import type { AttemptState } from './attempt-state.ts';
import type { RunFailure } from './run-failure.ts';
import type { RunLane, RunMode, TriggerSource } from './run-lane.ts';
import type { RunPhase } from './run-phase.ts';

export interface Run {
  readonly id: number;
  readonly tenantId: number;
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly lane: RunLane;
  readonly mode: RunMode;
  readonly phase: RunPhase;
  readonly queuedAt: Date;
  readonly admittedAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly releaseId: number | null;
  readonly rerunOf: number | null;
  readonly cancelRequestedAt: Date | null;
  /** When the next attempt is due, while the run waits for it. */
  readonly nextAttemptAt: Date | null;
  readonly failure: RunFailure | null;
  readonly warnings: readonly unknown[];
  readonly logLineCount: number;
  readonly isLogComplete: boolean;
}

export interface Trigger {
  readonly id: number;
  readonly runId: number | null;
  readonly source: TriggerSource;
  readonly mode: RunMode;
  /** Null where none was sent, or where it is left out for its size. */
  readonly body: Uint8Array | null;
  readonly bodyBytes: number | null;
  /** The trigger whose payload a rerun carries. */
  readonly copiedFrom: number | null;
  readonly createdAt: Date;
}

export interface Attempt {
  readonly number: number;
  readonly state: AttemptState;
  readonly workerId: string;
  /** False where it doesn't count against the retry policy. */
  readonly isCounted: boolean;
  readonly leasedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly failure: RunFailure | null;
}
