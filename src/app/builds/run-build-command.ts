import { posix } from 'node:path';
import type { SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import type { Toolchain, ToolchainMount } from '../../adapters/toolchains/toolchain.ts';
import { markBuildCommandStarted } from '../../db/stores/releases/build-store.ts';
import type { BuildDeps } from './build-deps.ts';
import { exitFailure } from './build-failed-error.ts';
import type { BuildSession } from './build-session.ts';
import { CACHE_ENVIRONMENT, layersMounts } from './cached-folders.ts';
import type { ReleaseManifest } from './read-release-manifest.ts';

/** Step `build`: the manifest's command in the manifest's folder, its output in the log while it comes. */
export async function runBuildCommand(
  session: BuildSession,
  workspace: SandboxWorkspace,
  { release: { manifest, path }, toolchain }: { readonly release: ReleaseManifest; readonly toolchain: Toolchain },
  layersPath: string | null,
): Promise<void> {
  const { deps, log } = session;
  if (manifest.build === null) return log.hub('build: the manifest has no build command');
  log.hub(`build: ${manifest.build}`);
  const own = deps.launchers.byLanguage[toolchain.language];
  const launchers = own === undefined ? [] : [own];
  const process = await session.start({
    command: manifest.build,
    workingDirectory: folderOf(path),
    env: { ...environmentOf(toolchain, launchers, deps), ...CACHE_ENVIRONMENT, ...deps.mirrors.env },
    volume: { kind: 'workspace', workspace },
    mounts: [...toolchain.mounts, ...launchers, ...deps.mirrors.mounts, ...layersMounts(layersPath)],
    ...(toolchain.image === undefined ? {} : { image: toolchain.image }),
    files: { ...deps.launchers.files, ...deps.mirrors.files },
    network: { kind: 'internet', openHosts: deps.mirrors.openHosts },
  });
  process.stdin.end();
  const [exit] = await Promise.all([
    process.exited,
    log.pipe(process.stdout, 'stdout'),
    log.pipe(process.stderr, 'stderr'),
    markStarted(session),
  ]);
  session.signal.throwIfAborted();
  const failure = exitFailure('build', 'The build command', exit);
  if (failure) throw failure;
}

function environmentOf(
  toolchain: Toolchain,
  launchers: readonly ToolchainMount[],
  { toolchainEnvironment }: BuildDeps,
): Readonly<Record<string, string>> {
  const env = toolchainEnvironment(toolchain);
  return { ...env, PATH: [...launchers.map(({ to }) => to), env.PATH].join(':') };
}

/** The folder of a manifest below /hub/app; '' for the root. */
export function folderOf(manifestPath: string): string {
  const folder = posix.dirname(manifestPath);
  return folder === '.' ? '' : folder;
}

/** For people only, so the build does not wait for a database that is away. */
async function markStarted({ deps, order }: BuildSession): Promise<void> {
  await markBuildCommandStarted(deps.db, order.attemptId).catch(() => undefined);
}
