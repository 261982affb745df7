/** How a task ended: with what its process returned, or with the limit that ended the process. */
export type TaskEnd<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  /** It reached the time limit of the task. */
  | { readonly kind: 'too_slow' }
  /** It needed more memory than a process may have. */
  | { readonly kind: 'too_large' }
  /** It ended by itself; `detail` is the end of what it wrote to stderr. */
  | { readonly kind: 'died'; readonly detail: string };

export interface ProcessPoolSettings<Result> {
  /** A module that calls `serveTasks`. */
  readonly entry: URL;
  /** Sent to each process before its first task. */
  readonly setup: unknown;
  /** Processes at once; tasks beyond that wait in the order in which they came. */
  readonly size: number;
  /** Private memory of one process, which the kernel enforces. */
  readonly memoryBytes: number;
  /** How long a process without a task is kept, in milliseconds. */
  readonly idleMs: number;
  /** Whether a process that returned this may be given another task. */
  readonly isReusable: (result: Result) => boolean;
}

/** The pipe of a process that its tasks write bytes to. */
export const OUTPUT_DESCRIPTOR = 4;
