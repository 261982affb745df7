import type { Toolchain, ToolchainMount } from '../../adapters/toolchains/toolchain.ts';
import type { BuildSession } from './build-session.ts';
import { CACHE_ENVIRONMENT } from './cached-folders.ts';

/** The whole environment of a build command: what a run has too, where clients keep caches, and what is built. */
export function buildEnvironment(
  session: BuildSession,
  toolchain: Toolchain,
  launchers: readonly ToolchainMount[],
  commitSha: string,
): Readonly<Record<string, string>> {
  const { deps } = session;
  const env = deps.toolchainEnvironment(toolchain);
  return {
    ...env,
    PATH: [...launchers.map(({ to }) => to), env.PATH].join(':'),
    ...CACHE_ENVIRONMENT,
    ...deps.mirrors.env,
    ...variablesOfRelease(session, commitSha),
  };
}

/** The variables that continuous integration sets for a build. */
function variablesOfRelease({ order }: BuildSession, commitSha: string): Record<string, string> {
  const { kind, name } = order.requestedRef;
  const tag = kind === 'tag' ? name : order.tag;
  return {
    CI: 'true',
    // As on a developer's machine: a lock file is made where there is none, unless the command says otherwise.
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    PAN_CTX_RELEASE_NUMBER: String(order.releaseNumber),
    PAN_CTX_COMMIT_SHA: commitSha,
    ...(kind === 'branch' ? { PAN_CTX_BRANCH: name } : {}),
    ...(tag === null ? {} : { PAN_CTX_TAG: tag }),
  };
}
