import type { SandboxLog } from '../owner.ts';

/** What the network of sandboxes needs to know of the worker that makes them, whatever the driver. */
export interface NetworkOwner {
  /** In the environment of helper processes, so that an operator can see which hub they belong to. */
  readonly hubId: string;
  /** Holds the orders that namespaces get. */
  readonly directory: string;
  /** What helpers that read a sandbox's bytes drop to; null where the hub itself is an ordinary user. */
  readonly sandboxUid: number | null;
  /** Holder of the user namespace that owns the network namespaces; null as root. */
  readonly userNamespacePid: number | null;
  readonly log: SandboxLog;
}

/** A network namespace in use: rules are set in it through one of its processes. */
export interface LiveNamespace {
  readonly id: string;
  /** Of a process in it, as the host sees it. */
  readonly pid: number;
  readonly isAlive: () => boolean;
  /** Ends what runs in it. */
  dispose(): Promise<void>;
}
