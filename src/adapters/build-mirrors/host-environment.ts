/** The machine that the hub runs on. */
export interface HostEnvironment {
  /** The hub's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
}
