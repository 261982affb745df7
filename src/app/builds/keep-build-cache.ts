import type { BuildCacheKey } from '../../adapters/build-cache/build-cache.ts';
import type { SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import type { BuildFacts } from '../../domain/releases/build-facts.ts';
import { readBuildCacheKey } from './build-cache-key.ts';
import type { BuildSession } from './build-session.ts';
import { checkOut } from './check-out.ts';
import { installsPinnedPython } from './installed-python.ts';
import { NOTHING_RESTORED, type RestoredCache, restoreBuildCache } from './restore-build-cache.ts';
import { stageBuildCache } from './stage-build-cache.ts';

export interface OpenCache extends RestoredCache {
  /** Null where this build has no cache. */
  readonly key: BuildCacheKey | null;
  /** Whether what Python's clients install is the same for the same key. */
  readonly hasInstalledPython: boolean;
  /** Whether the build's clients leave layers. */
  readonly hasLayers: boolean;
}

/**
 * Gives the build what an earlier one left, while the tree is checked out. A manifest without a build command downloads nothing.
 * What Python's clients installed lies in the tree, and so waits for it.
 */
export async function openCache(
  session: BuildSession,
  workspace: SandboxWorkspace,
  facts: BuildFacts,
  checkedOut: Promise<unknown>,
): Promise<OpenCache> {
  const { toolchain, commitSha } = facts;
  const command = facts.manifest?.build ?? null;
  if (toolchain === null || command === null || commitSha === null) {
    return { ...NOTHING_RESTORED, key: null, hasInstalledPython: false, hasLayers: false };
  }
  const hasLayers = toolchain.language === 'node';
  const hasInstalledPython = toolchain.language === 'python' && installsPinnedPython(command);
  const key = await readBuildCacheKey(session, commitSha, toolchain, command);
  if (session.order.isCacheIgnored) {
    session.log.hub('cache: not used, as was asked');
    return { ...NOTHING_RESTORED, key, hasInstalledPython, hasLayers };
  }
  if (hasInstalledPython) await checkedOut;
  const checkout = { done: checkedOut, again: () => checkOut(session, workspace, commitSha) };
  return { ...(await restoreBuildCache(session, workspace, key, checkout)), key, hasInstalledPython, hasLayers };
}

/**
 * What other branches, tags and commits download is not kept: nobody needs to have reviewed them before the tracking branch is built.
 * The cache of an unchanged key stays as it is.
 */
export async function keepCache(session: BuildSession, workspace: SandboxWorkspace, cache: OpenCache): Promise<void> {
  if (cache.key === null || cache.isCurrent || !session.order.isTracking) return;
  session.isKeepingCache = true;
  try {
    session.stagedCache = await stageBuildCache(session, workspace, { ...cache, key: cache.key });
  } finally {
    session.isKeepingCache = false;
  }
}
