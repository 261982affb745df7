import type { BuildCacheKey, StagedBuildCache } from '../build-cache/build-cache.ts';
import type { SandboxExit, SandboxWorkspace } from '../sandbox/sandbox.ts';
import type { BuildSession } from './build-session.ts';
import { packCommand } from './cached-folders.ts';
import { packInSandbox } from './pack-in-sandbox.ts';

/**
 * Packs what the build downloaded and installed for the next one; it counts once the release is ready. Where that can't be done the
 * release is as ready without it.
 */
export async function stageBuildCache(
  session: BuildSession,
  workspace: SandboxWorkspace,
  key: BuildCacheKey,
  hasInstalledPython: boolean,
): Promise<StagedBuildCache | null> {
  const order = {
    command: packCommand(hasInstalledPython),
    judge: (exit: SandboxExit, stderr: string) =>
      exit.exitCode === 0 ? null : new Error(`packing it failed. ${stderr}`.trim()),
    leak: () => new Error('it holds a credential of a build mirror.'),
  };
  try {
    const { buildCache } = session.deps;
    const staged = await packInSandbox(session, workspace, order, (tar) =>
      buildCache.stage(key, tar, session.directory),
    );
    session.log.hub(`cache: kept for the next build, ${staged.sizeBytes} bytes`);
    return staged;
  } catch (error) {
    session.signal.throwIfAborted();
    session.log.hub(`cache: not kept: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
