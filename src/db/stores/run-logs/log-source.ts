/** Whose log it is; `logDay` (`2026-01-31`) is null before a run's first attempt. */
export type LogSource =
  | { readonly kind: 'run'; readonly runId: number; readonly logDay: string | null }
  | { readonly kind: 'build'; readonly releaseId: number };

/** Where an attempt's lines are stored; writes are fenced by the attempt. */
export type LogTarget =
  | { readonly kind: 'run'; readonly runId: number; readonly attemptId: number; readonly logDay: string }
  | { readonly kind: 'build'; readonly releaseId: number; readonly attemptId: number };
