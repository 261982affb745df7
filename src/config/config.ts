/** Everything that a hub process is configured with; frozen. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Without a trailing slash; every link is made from it. */
  readonly publicUrl: string;
  /** Sessions over plain http that is not this machine's own: anybody on the network path can steal them. */
  readonly hasInsecureCookies: boolean;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly mail: {
    /** `smtp://` or `smtps://`; null = mails are only kept, and read at `/dev/mail`. */
    readonly smtpUrl: string | null;
    readonly from: string;
  };
  /** `PAN_CTX_ENV`: `production`, `sandbox` … */
  readonly environmentName: string;
  readonly dataDirectory: string;
  readonly logLevel: string;
  readonly database: { readonly url: string; readonly poolSize: number };
  readonly temporal: {
    readonly address: string;
    readonly namespace: string;
    readonly uiUrl: string | null;
    readonly apiKey: string | null;
    readonly isTlsOn: boolean;
  };
  readonly git: {
    /** `host` or `host:port` that repositories may live on although their address is private. */
    readonly allowedHosts: readonly string[];
    readonly isFileAllowed: boolean;
    readonly sizeBytes: number;
    readonly timeMs: number;
  };
  /** Keys of the stored secrets, the present one first; empty = the file in the data folder. */
  readonly secretKeys: readonly string[];
  readonly sourceControl: {
    /** Between two polls of a repository that no webhook reports. */
    readonly pollMs: number;
  };
  readonly schedules: {
    /** Tenants of one cron are put off by less than this, each by its own. */
    readonly spreadS: number;
    /** What wakes tenants; `auto` decides by their number. */
    readonly backend: 'auto' | 'temporal' | 'dispatcher';
    /** More tenants with a schedule than these are woken by dispatchers. */
    readonly dispatcherAbove: number;
  };
  /** null = public registries; `host` = what this machine's own clients are set to; else a file. */
  readonly buildMirrors: string | null;
  readonly sandbox: {
    readonly driver: 'bubblewrap' | 'container';
    readonly uid: number;
    readonly cgroups: 'required' | 'rlimits-accepted';
    readonly blockedRanges: readonly string[] | null;
    readonly networkPoolSize: number;
    readonly container: {
      readonly socketPath: string;
      /** null = the engine's own. */
      readonly runtime: string | null;
      /** What the bases of manifests stand for; the first serves steps of the hub's own. */
      readonly images: readonly {
        readonly language: 'node' | 'python' | 'ruby' | 'php' | 'java' | 'dotnet' | 'go' | 'rust';
        readonly version: string;
        readonly image: string;
      }[];
    };
  };
  readonly worker: {
    readonly runSlots: number;
    readonly buildSlots: number;
    /** How long a draining worker lets runs end, milliseconds. */
    readonly drainMs: number;
  };
  readonly caps: { readonly integration: number; readonly partner: number; readonly hub: number };
  /** From which age on fetched options of dynamic configs are called stale. */
  readonly optionsStaleAfterMs: number;
  readonly buildCapPerPartner: number;
  readonly runLimits: {
    readonly timeMs: number;
    readonly graceMs: number;
    readonly memoryBytes: number;
    readonly cpus: number;
    readonly processes: number;
    readonly diskBytes: number;
    readonly stdoutBytes: number;
    readonly logLineBytes: number;
    readonly logBytes: number;
  };
  readonly buildLimits: {
    readonly timeMs: number;
    readonly memoryBytes: number;
    readonly cpus: number;
    readonly processes: number;
    readonly diskBytes: number;
  };
  /** Of runs that ended, their logs, and logs of builds that can't be run any more. */
  readonly runRetentionDays: number;
  readonly artifactCacheBytes: number;
  /** What builds download, kept for the next build of the same integration. */
  readonly buildCache: { readonly limitBytes: number; readonly oneLimitBytes: number };
  /** Of each integration; those in use are kept as well. */
  readonly artifactsKept: number;
}
