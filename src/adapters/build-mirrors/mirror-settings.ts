/** The settings of package clients, as texts in their own formats; null or empty where nothing is set. */
export interface MirrorSettings {
  readonly npmrc: string | null;
  readonly pipConf: string | null;
  /** GOPROXY, GOSUMDB, GONOPROXY … */
  readonly go: Readonly<Record<string, string>>;
  readonly mavenSettings: string | null;
  readonly cargoConfig: string | null;
  readonly cargoCredentials: string | null;
  readonly netrc: string | null;
  /** PEM certificates that clients have to trust. */
  readonly caBundle: Uint8Array | null;
  /** HTTP_PROXY, HTTPS_PROXY, NO_PROXY, ALL_PROXY. */
  readonly proxies: Readonly<Record<string, string>>;
  /** Local folders of Python packages. */
  readonly pipFolders: readonly string[];
  /** URLs or `host[:port]` besides those in the texts above: where clients connect by default. */
  readonly hosts: readonly string[];
}

export const NO_MIRROR_SETTINGS: MirrorSettings = {
  npmrc: null,
  pipConf: null,
  go: {},
  mavenSettings: null,
  cargoConfig: null,
  cargoCredentials: null,
  netrc: null,
  caBundle: null,
  proxies: {},
  pipFolders: [],
  hosts: [],
};
