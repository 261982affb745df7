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
  readonly body: Uint8Array | null;
  readonly createdAt: Date;
}

export interface Attempt {
  readonly number: number;
  readonly state: AttemptState;
  readonly workerId: string;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly failure: RunFailure | null;
}
