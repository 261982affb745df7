import type { BuildCacheKey, StagedBuildCache } from '../../adapters/build-cache/build-cache.ts';
import type { SandboxExit, SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import { errorText } from '../../base/logging/describe-error.ts';
import type { BuildSession } from './build-session.ts';
import { layersMounts, PACK_LAYERS, packCommand } from './cached-folders.ts';
import { packInSandbox } from './pack-in-sandbox.ts';

export interface StageInput {
  readonly key: BuildCacheKey;
  readonly hasInstalledPython: boolean;
  readonly hasLayers: boolean;
  readonly layersPath: string | null;
}

/**
 * Packs what the build downloaded and installed for the next one; it counts once the release is ready. Where that can't be done the
 * release is as ready without it.
 */
export async function stageBuildCache(
  session: BuildSession,
  workspace: SandboxWorkspace,
  order: StageInput,
): Promise<StagedBuildCache | null> {
  try {
    const { buildCache } = session.deps;
    const command = packCommand(order.hasInstalledPython);
    const staged = await packInSandbox(session, workspace, { ...CHECKS, command }, (tar) =>
      buildCache.stage(order.key, tar, session.directory),
    );
    if (order.hasLayers) {
      const packing = { ...CHECKS, command: PACK_LAYERS, mounts: layersMounts(order.layersPath) };
      await packInSandbox(session, workspace, packing, (tar) => staged.addLayers(tar));
    }
    session.log.hub(`cache: kept for the next build, ${staged.sizeBytes} bytes`);
    return staged;
  } catch (error) {
    session.signal.throwIfAborted();
    session.log.hub(`cache: not kept: ${errorText(error)}`);
    return null;
  }
}

const CHECKS = {
  classify: (exit: SandboxExit, stderr: string) =>
    exit.exitCode === 0 ? null : new Error(`packing it failed. ${stderr}`.trim()),
  leak: () => new Error('it holds a credential of a build mirror.'),
};
