import type { Toolchain } from './toolchain.ts';

const HOME = '/hub/home';

/**
 * What package clients install globally goes into HOME, as the system is read-only; and no client writes notices of newer versions
 * into the log of a run.
 */
const CLIENTS = {
  NPM_CONFIG_PREFIX: `${HOME}/.local`,
  NPM_CONFIG_UPDATE_NOTIFIER: 'false',
  NO_UPDATE_NOTIFIER: '1',
  PNPM_HOME: `${HOME}/.local/share/pnpm`,
  BUN_INSTALL: `${HOME}/.local`,
  YARN_ENABLE_TELEMETRY: 'false',
  COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  BUNDLE_DISABLE_VERSION_CHECK: 'true',
};

/** HOME, TMPDIR, PATH and what the toolchain itself needs: the same for the build and for every run of a release. */
export function toolchainEnvironment(toolchain: Toolchain): Readonly<Record<string, string>> {
  const path = [
    `${HOME}/.local/bin`,
    `${HOME}/.local/share/pnpm`,
    `${HOME}/.local/share/pnpm/bin`,
    `${HOME}/go/bin`,
    `${HOME}/.cargo/bin`,
    ...toolchain.binPaths,
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
  ];
  return { ...CLIENTS, HOME, TMPDIR: '/tmp', LANG: 'C.UTF-8', PATH: [...new Set(path)].join(':'), ...toolchain.env };
}
