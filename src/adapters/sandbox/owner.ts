import type { OwnerCgroups } from './owner-cgroups.ts';
import type { Supervisor } from './supervisor.ts';

/** How a sandbox gets its private copy of a release. */
export type CopyMethod = 'overlay' | 'userxattr' | 'copy';

/** A line for the hub's own log. */
export type SandboxLog = (level: 'info' | 'warn' | 'error', message: string, details?: Record<string, unknown>) => void;

/** What all sandboxes of one worker process share. */
export interface Owner {
  /** In the environment of the driver's own processes, so that people can tell whose they are. */
  readonly hubId: string;
  readonly name: string;
  /** Working directory of this owner in the hub's data folder. */
  readonly directory: string;
  /** The uid that sandboxes run as; null where the hub itself is an ordinary user. */
  readonly sandboxUid: number | null;
  /** Holder of the user namespace that stands in for root; null as root. */
  readonly userNamespacePid: number | null;
  readonly cgroups: OwnerCgroups | null;
  readonly copyMethod: CopyMethod;
  /** Descriptors that this process would hand on to every child; kept from sandboxes. */
  readonly strayDescriptors: readonly number[];
  readonly supervisor: Supervisor;
  readonly log: SandboxLog;
  /** Work that the closing of this owner waits for, and nothing else. */
  inBackground(work: Promise<void>): void;
}
