import type { Toolchain } from './toolchain.ts';

const HOME = '/hub/home';

/** HOME, TMPDIR, PATH and what the toolchain itself needs: the same for the build and for every run of a release. */
export function toolchainEnvironment(toolchain: Toolchain): Readonly<Record<string, string>> {
  const path = [
    `${HOME}/.local/bin`,
    `${HOME}/go/bin`,
    `${HOME}/.cargo/bin`,
    ...toolchain.binPaths,
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
  ];
  return { HOME, TMPDIR: '/tmp', LANG: 'C.UTF-8', PATH: [...new Set(path)].join(':'), ...toolchain.env };
}
