import { createHash } from 'node:crypto';
import type { BuildCacheKey } from '../../adapters/build-cache/build-cache.ts';
import type { ReleaseToolchain } from '../../domain/releases/build-facts.ts';
import { wholeName } from '../releases/index.ts';
import type { BuildSession } from './build-session.ts';
import { DEPENDENCY_FILES, LOCK_FILES } from './cached-folders.ts';
import { gitDirectory } from './fetch-source.ts';

const NAMES = wholeName([...LOCK_FILES, ...DEPENDENCY_FILES]);

/** The key of a commit: its integration, its toolchain, its build command, and what its lock files and manifests of packages hold. */
export async function readBuildCacheKey(
  session: BuildSession,
  commitSha: string,
  toolchain: ReleaseToolchain,
  command: string,
): Promise<BuildCacheKey> {
  const found = await session.deps.git.findFiles({
    directory: gitDirectory(session),
    commitSha,
    signal: session.signal,
    name: NAMES,
  });
  const files = found.filter(({ path }) => !path.split('/').includes('node_modules'));
  return {
    integrationId: session.order.integrationId,
    toolchain: hash(toolchain),
    locks: hash([command, files.map(({ path, sha }) => [path, sha])]),
  };
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
