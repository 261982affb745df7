import type { Launcher } from './launcher/launched-process.ts';
import type { OwnerCgroups } from './owner-cgroups.ts';
import type { Supervisor } from './supervisor.ts';

/** How a sandbox gets its private copy of a release. */
export type CopyMethod = 'overlay' | 'userxattr' | 'copy';

/** A line for the hub's own log. */
export type SandboxLog = (level: 'info' | 'warn' | 'error', message: string, details?: Record<string, unknown>) => void;

/** What all sandboxes of one worker process share. */
export interface Owner {
  /** In the environment of the driver's own processes, so that an operator can see which hub they belong to. */
  readonly hubId: string;
  readonly name: string;
  /** Working directory of this owner in the hub's data folder. */
  readonly directory: string;
  /** The uid that sandboxes run as; null where the hub itself is an ordinary user. */
  readonly sandboxUid: number | null;
  /** Holder of the user namespace that replaces root; null as root. */
  readonly userNamespacePid: number | null;
  readonly cgroups: OwnerCgroups | null;
  readonly copyMethod: CopyMethod;
  /** Starts what runs in sandboxes; no other process of the hub does. */
  readonly launcher: Launcher;
  readonly supervisor: Supervisor;
  readonly log: SandboxLog;
  /** Work that the closing of this owner waits for, and nothing else. */
  inBackground(work: Promise<void>): void;
}
