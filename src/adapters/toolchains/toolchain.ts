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

/** Stands in front of package clients in the sandbox of a build command, and never in that of a run. */
export interface BuildLaunchers {
  /** Those of a language, whose folder comes first in PATH. */
  readonly byLanguage: Partial<Readonly<Record<ToolchainLanguage, ToolchainMount>>>;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Where discovery looks; everything it needs to know of the host. */
export interface DiscoveryOptions {
  /** The host's PATH. */
  readonly path: string;
  readonly homeDirectory: string;
  /** Folders of npm packages (`node_modules`) that may hold the package `node` or `node@<major>` under any name. */
  readonly packageDirectories: readonly string[];
  /** A folder of the hub's own for small launchers that stand in for scripts with a baked-in path. */
  readonly launcherDirectory: string;
}
