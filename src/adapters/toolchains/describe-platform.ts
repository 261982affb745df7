import type { Platform } from '../../domain/toolchains/platform.ts';

/** The platform of this process, in sandboxes of `driver`. */
export function describePlatform(driver: string): Platform {
  return { driver, os: process.platform, arch: process.arch, libc: libcName() };
}

function libcName(): string {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  const version = report.header?.glibcVersionRuntime;
  return version === undefined ? 'musl' : `glibc ${version}`;
}
