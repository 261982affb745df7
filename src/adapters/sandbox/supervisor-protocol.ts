import type { ContainerTarget } from './container/containers.ts';

/** What an owner sends to its supervisor, one JSON object a line. Times are milliseconds of the monotonic clock of the host. */
export type SupervisorMessage =
  | { readonly op: 'arm'; readonly id: string; readonly deadlineAtMs: number; readonly target: KillTarget }
  | { readonly op: 'extend'; readonly id: string; readonly deadlineAtMs: number }
  | { readonly op: 'disarm'; readonly id: string };

/** What to kill: cgroups where there are any, else a process (by pid and start time) with its descendants. */
export interface KillTarget {
  readonly cgroups: readonly string[];
  readonly pid: number;
  readonly startTime: string;
  /** Of the container driver, whose process above only holds the network namespace. */
  readonly container?: ContainerTarget;
}

/** What the containers of one owner leave on a host. */
export interface EngineTraces {
  readonly socketPath: string;
  readonly disksDirectory: string;
}

/** Now on the clock that all processes of a host share. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1_000_000n);
