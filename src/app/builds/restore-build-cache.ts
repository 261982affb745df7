import type { BuildCacheKey, FoundBuildCache, LinkedLayers } from '../../adapters/build-cache/build-cache.ts';
import type { SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import type { BuildSession } from './build-session.ts';
import { NOT_OF_OTHER_LOCKS } from './cached-folders.ts';
import { collectEnd, pipeToSandbox } from './pipe-to-sandbox.ts';

export interface RestoredCache {
  /** Whether it is whole and of these very lock files: then it stays as it is. */
  readonly isCurrent: boolean;
  /** A tar on this host that the build command may read; null for none. */
  readonly layersPath: string | null;
}

export const NOTHING_RESTORED: RestoredCache = { isCurrent: false, layersPath: null };

/** What the tree of the workspace comes from; it may go on beside this. */
interface Checkout {
  readonly done: Promise<unknown>;
  readonly again: () => Promise<unknown>;
}

/**
 * Unpacks a copy of the integration's cache into the workspace, where the build may do with it what it likes. A cache that can't be
 * used costs time only.
 */
export async function restoreBuildCache(
  session: BuildSession,
  workspace: SandboxWorkspace,
  key: BuildCacheKey,
  checkout: Checkout,
): Promise<RestoredCache> {
  const found = await session.deps.buildCache.find(key);
  if (found === null) {
    session.log.hub('cache: none of this integration and toolchain yet');
    return NOTHING_RESTORED;
  }
  try {
    const [isUnpacked, layers] = await both(unpack(session, workspace, found), found.linkLayers(session.directory));
    if (isUnpacked) {
      session.log.hub(`cache: used, of ${found.isExact ? 'the same' : 'other'} lock files`);
      if (layers.isDamaged) session.log.hub('cache: what was installed is damaged, and installed anew');
      return { isCurrent: found.isExact && !layers.isDamaged, layersPath: layers.path };
    }
    session.signal.throwIfAborted();
    session.log.hub('cache: dropped, as it could not be unpacked');
    await found.discard();
    await checkout.done;
    await clear(session, workspace);
    await checkout.again();
    return NOTHING_RESTORED;
  } finally {
    found.tar.destroy();
  }
}

/** Nothing runs at the same time as what follows, even where one of them fails. */
async function both(
  unpacking: Promise<boolean>,
  linking: Promise<LinkedLayers>,
): Promise<[isUnpacked: boolean, layers: LinkedLayers]> {
  await Promise.allSettled([unpacking, linking]);
  return [await unpacking, await linking];
}

async function unpack(session: BuildSession, workspace: SandboxWorkspace, found: FoundBuildCache): Promise<boolean> {
  const process = await session.start({
    command: `exec tar -x -f - -C /hub --no-same-owner --skip-old-files --delay-directory-restore${found.isExact ? '' : ` ${NOT_OF_OTHER_LOCKS}`}`,
    workingDirectory: '',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    volume: { kind: 'workspace', workspace },
  });
  const { exit, inputError } = await pipeToSandbox(process, found.tar);
  return exit.exitCode === 0 && inputError === null;
}

/** Half a cache is worse than none. */
async function clear(session: BuildSession, workspace: SandboxWorkspace): Promise<void> {
  const process = await session.start({
    command: 'chmod -R u+rwX /hub/app /hub/cache /hub/home; find /hub/app /hub/cache /hub/home -mindepth 1 -delete',
    workingDirectory: '',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    volume: { kind: 'workspace', workspace },
  });
  process.stdin.end();
  await Promise.all([collectEnd(process.stdout), collectEnd(process.stderr), process.exited]);
}
