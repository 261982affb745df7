import type { BuildCacheKey, FoundBuildCache } from '../build-cache/build-cache.ts';
import type { SandboxWorkspace } from '../sandbox/sandbox.ts';
import type { BuildSession } from './build-session.ts';
import { collectEnd, feed } from './feed-sandbox.ts';

/** What the tree of the workspace comes from; it may go on beside this. */
interface Checkout {
  readonly done: Promise<unknown>;
  readonly again: () => Promise<unknown>;
}

/**
 * Unpacks a copy of the integration's cache into the workspace, where the build may do with it what it likes. A cache that can't be
 * used costs time only.
 * @returns whether the cache is of these very lock files
 */
export async function restoreBuildCache(
  session: BuildSession,
  workspace: SandboxWorkspace,
  key: BuildCacheKey,
  checkout: Checkout,
): Promise<boolean> {
  const found = await session.deps.buildCache.find(key);
  if (found === null) {
    session.log.hub('cache: none of this integration and toolchain yet');
    return false;
  }
  try {
    if (await unpack(session, workspace, found)) {
      session.log.hub(`cache: used, of ${found.isExact ? 'the same' : 'other'} lock files`);
      return found.isExact;
    }
    session.signal.throwIfAborted();
    session.log.hub('cache: dropped, as it could not be unpacked');
    await found.discard();
    await checkout.done;
    await clear(session, workspace);
    await checkout.again();
    return false;
  } finally {
    found.tar.destroy();
  }
}

async function unpack(session: BuildSession, workspace: SandboxWorkspace, found: FoundBuildCache): Promise<boolean> {
  const process = await session.start({
    command: `exec tar -x -f - -C /hub --no-same-owner --skip-old-files --delay-directory-restore${found.isExact ? '' : ' cache'}`,
    workingDirectory: '',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    volume: { kind: 'workspace', workspace },
  });
  const { exit, inputError } = await feed(process, found.tar);
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
