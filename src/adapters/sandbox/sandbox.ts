import type { Readable, Writable } from 'node:stream';

/** What one sandbox may use; enforced by cgroup limits (or rlimits alone where the configuration accepts that). */
export interface SandboxLimits {
  readonly memoryBytes: number;
  /** Whole processors, e.g. 1 or 0.5. */
  readonly cpus: number;
  readonly processes: number;
  /** Cap on everything written to /hub/app, /hub/home and /tmp together. */
  readonly diskBytes: number;
}

/** What the process may reach. `none` has no interface but loopback. */
export type SandboxNetwork = { readonly kind: 'none' } | SandboxInternet;

export interface SandboxInternet {
  readonly kind: 'internet';
  /** Build mirrors and hosts an admin opened: reachable although their address lies in a blocked range; never an address of this host. */
  readonly openHosts: readonly OpenHost[];
  /** Names, or `*.example.com` for every name below, that the rest is narrowed to; absent or null = every public address. */
  readonly allowedHosts?: readonly string[] | null;
  /** Called with names that were looked up and refused: once for each, for a bounded number. */
  readonly onRefused?: (refused: RefusedHost) => void;
}

/** A name (followed while its addresses change) or an IPv4 address; port null = every port. */
export interface OpenHost {
  readonly host: string;
  readonly port: number | null;
}

export interface RefusedHost {
  readonly host: string;
  /** Not among the allowed hosts, or at an address that is blocked. */
  readonly reason: 'not-allowed' | 'blocked-address';
}

/** What is mounted at /hub/app and /hub/home. */
export type SandboxVolume =
  /** A private writable copy of a release: `directory` holds `app/` and `home/`, is never changed, and nothing written outlives the sandbox. */
  | { readonly kind: 'copy-of'; readonly directory: string }
  /** Empty, writable, gone with the sandbox. */
  | { readonly kind: 'empty' }
  /** A workspace that several sandboxes use one after the other (a build: checkout, build, pack); has a third folder, /hub/cache. */
  | { readonly kind: 'workspace'; readonly workspace: SandboxWorkspace }
  /** A directory of the hub's data folder whose `app/` and `home/` are written for good (unpacking an artifact). */
  | { readonly kind: 'directory'; readonly directory: string };

export interface SandboxMount {
  /** Path on the host; bound read-only. */
  readonly from: string;
  /** Path inside. */
  readonly to: string;
  readonly isWritable?: boolean;
}

/** A file of a sandbox: its bytes, or where they come from when it is written, so that only one is held in memory at a time. */
export type SandboxFile =
  | Uint8Array
  | {
      readonly sizeBytes: number;
      /** Called once; no more than `sizeBytes` of it. */
      read(): Promise<Uint8Array>;
    };

export interface SandboxSpec {
  /** Unique per start, `[a-z0-9-]{1,64}`: the attempt's id. Names the cgroup. */
  readonly id: string;
  /** Run by `/bin/sh -c`. */
  readonly command: string;
  /** Relative to /hub/app, '' = /hub/app itself. */
  readonly workingDirectory: string;
  /** The whole environment of the process; nothing of the host's is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly volume: SandboxVolume;
  readonly mounts: readonly SandboxMount[];
  /** The image that is its system, where sandboxes are containers; absent = the driver's own choice. */
  readonly image?: string;
  /** Small read-only files, by absolute path inside; owned by the sandbox's user. */
  readonly files: Readonly<Record<string, SandboxFile>>;
  readonly network: SandboxNetwork;
  readonly limits: SandboxLimits;
  /** Monotonic deadline of the supervisor in milliseconds from now; extended with `extendDeadline`. */
  readonly deadlineMs: number;
}

export interface SandboxExit {
  /** Null where a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly isOutOfMemory: boolean;
  /** True where the supervisor's deadline had passed: then it was the hub that ended the process. */
  readonly isOverdue?: boolean;
  /** Set where the driver failed: the process was never started (an isolation step failed), or ended with its launcher. One plain sentence. */
  readonly startFailure: string | null;
}

export interface SandboxProcess {
  readonly stdin: Writable;
  /** The caller that starts a process reads both of its outputs, or resumes them: what came stays until then, even after its end. */
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves once the process ended, its whole tree is gone and both outputs were read to their end; never rejects. */
  readonly exited: Promise<SandboxExit>;
  /** SIGTERM to the inner process, SIGKILL to the whole tree after `graceMs`; idempotent. */
  terminate(graceMs: number): void;
  /** Moves the supervisor's deadline to `deadlineMs` from now. */
  extendDeadline(deadlineMs: number): void;
}

export interface SandboxWorkspace {
  readonly id: string;
  /** Removes the workspace and everything in it; idempotent. */
  close(): Promise<void>;
}

/** The sandbox port: drivers are `bubblewrap` and `container`. */
export interface Sandbox {
  readonly driver: string;
  /**
   * Proves that isolation works on this host by starting a probe.
   * @throws AppError `sandbox_unavailable`, saying what is missing and how to get it.
   */
  check(): Promise<void>;
  openWorkspace(id: string, diskBytes: number): Promise<SandboxWorkspace>;
  /** @throws AppError `sandbox_unavailable` */
  start(spec: SandboxSpec): Promise<SandboxProcess>;
  /** Ends and removes what dead owners left (processes, cgroups, namespaces, mounts). */
  sweep(): Promise<void>;
  /** Kills what still runs and frees the pool. */
  close(): Promise<void>;
}
