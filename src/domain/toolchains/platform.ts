/** The platform that a release is built for and has to be run on. */
export interface Platform {
  /** The sandbox's driver. */
  readonly driver: string;
  readonly os: string;
  readonly arch: string;
  /** `glibc 2.36`, `musl`. */
  readonly libc: string;
}
