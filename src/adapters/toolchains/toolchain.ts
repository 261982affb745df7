import type { InstalledVersion, ToolchainLanguage } from '../../domain/toolchains/resolve-base.ts';

export interface ToolchainMount {
  /** Path on the host. */
  readonly from: string;
  /** Path in the sandbox; read-only there. */
  readonly to: string;
}

/** One installed toolchain, and how a sandbox gets to see it: what lies under /usr is there already. */
export interface Toolchain extends InstalledVersion {
  /** Its folder on the host. */
  readonly root: string;
  /** In the sandbox, in the order of PATH. */
  readonly binPaths: readonly string[];
  readonly mounts: readonly ToolchainMount[];
  readonly env: Readonly<Record<string, string>>;
  /** The image that it is in, where sandboxes are containers. */
  readonly image?: string;
}

export type FetchToolchainResult =
  | { readonly ok: true; readonly toolchain: Toolchain }
  /** `reason` is what the client said last. */
  | { readonly ok: false; readonly reason: string };

/** The toolchains of a worker, which become more while it lives. */
export interface ToolchainCatalog {
  /** What it offers now: by language, newest first. */
  list(): readonly Toolchain[];
  /** Searches the machine again, unless that was done a moment ago. */
  refresh(): Promise<void>;
  /** Fetches the newest version that begins with the numbers given and keeps it; null where this worker fetches none of the language. */
  fetch(language: ToolchainLanguage, version: string): Promise<FetchToolchainResult | null>;
}

/** Comes before package clients in the sandbox of a build command, and never in that of a run. */
export interface BuildLaunchers {
  /** Those of a language, whose folder comes first in PATH. */
  readonly byLanguage: Partial<Readonly<Record<ToolchainLanguage, ToolchainMount>>>;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Where discovery searches; everything that it needs to know about the host. */
export interface DiscoveryOptions {
  /** The host's PATH. */
  readonly path: string;
  readonly homeDirectory: string;
  /** Folders of npm packages (`node_modules`) that may hold the package `node` or `node@<major>` under any name. */
  readonly packageDirectories: readonly string[];
  /** A folder of the hub's own for small launchers that replace scripts with a baked-in path. */
  readonly launcherDirectory: string;
}
