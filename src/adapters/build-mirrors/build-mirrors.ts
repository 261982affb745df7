export interface OpenHost {
  readonly host: string;
  readonly port: number | null;
}

/** What builds get to know about the registries that they may use; runs get none of it. */
export interface BuildMirrors {
  readonly env: Readonly<Record<string, string>>;
  /** Small files by their absolute path in the sandbox, outside of the tree and of HOME. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly mounts: readonly { readonly from: string; readonly to: string }[];
  /** Reachable by builds although their address may lie in a blocked range. */
  readonly openHosts: readonly OpenHost[];
  /** Credentials: redacted from build logs, and a build whose artifact holds one fails. */
  readonly secrets: readonly string[];
}

export const NO_MIRRORS: BuildMirrors = { env: {}, files: {}, mounts: [], openHosts: [], secrets: [] };

export const BUILD_CONFIG_DIRECTORY = '/hub/build-config';
