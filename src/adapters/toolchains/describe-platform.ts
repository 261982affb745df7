/** The platform that a release is built for and has to be run on. */
export interface Platform {
  /** The sandbox's driver. */
  readonly driver: string;
  readonly os: string;
  readonly arch: string;
  /** `glibc 2.36`, `musl`. */
  readonly libc: string;
}

/** The platform of this process, in sandboxes of `driver`. */
export function describePlatform(driver: string): Platform {
  return { driver, os: process.platform, arch: process.arch, libc: libcName() };
}

function libcName(): string {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  const version = report.header?.glibcVersionRuntime;
  return version === undefined ? 'musl' : `glibc ${version}`;
}
