import type { ItemRunner } from './item-runner.ts';

/** Work that a process does again and again by itself. Safe to repeat, to race with other processes and to be killed at any point. */
export interface Job<Signal extends string> {
  /** `verb-noun`, as its file is called; for logs and people. */
  readonly name: string;
  /** From one start to the next, in milliseconds, unless a signal or a failure changes it. */
  readonly intervalMs: number;
  /** Signals that start it at once, or once more after the run under way. */
  readonly wakeOn: readonly Signal[];
  /** Returns how many items it has done something about. */
  run(items: ItemRunner): Promise<number>;
}

/** What one process knows about one of its jobs. */
export interface JobStatus {
  readonly name: string;
  readonly intervalMs: number;
  readonly isRunning: boolean;
  readonly lastStartedAt: Date | null;
  /** Of the last run that ended. */
  readonly lastDurationMs: number | null;
  readonly lastError: { readonly at: Date; readonly message: string } | null;
  /** Runs that failed since the last one that did not. */
  readonly failureStreak: number;
  /** Since the process started. */
  readonly runCount: number;
  readonly itemsDone: number;
  readonly itemsFailed: number;
  /** Items that failed and are left alone for a while. */
  readonly itemsBackedOff: number;
  /** Null while it runs, and once the process stops. */
  readonly nextRunAt: Date | null;
}
