import { createHash } from 'node:crypto';
import type { BuildCacheKey } from '../build-cache/build-cache.ts';
import type { SandboxWorkspace } from '../sandbox/sandbox.ts';
import type { ReleaseToolchain } from './build-facts.ts';
import type { BuildSession } from './build-session.ts';
import { DEPENDENCY_FILES, LOCK_FILES } from './cached-folders.ts';
import { collectEnd } from './feed-sandbox.ts';

/** The key of a checked-out tree: its integration, its toolchain, its build command, and what its lock files and manifests of packages hold. */
export async function readBuildCacheKey(
  session: BuildSession,
  workspace: SandboxWorkspace,
  toolchain: ReleaseToolchain,
  command: string,
): Promise<BuildCacheKey | null> {
  const files = await hashFiles(session, workspace, [...LOCK_FILES, ...DEPENDENCY_FILES]);
  if (files === null) return null;
  return {
    integrationId: session.order.integrationId,
    toolchain: createHash('sha256').update(JSON.stringify(toolchain)).digest('hex'),
    locks: createHash('sha256')
      .update(JSON.stringify([command, files]))
      .digest('hex'),
  };
}

/** One hash over names and contents, null where they can't be read. */
async function hashFiles(
  session: BuildSession,
  workspace: SandboxWorkspace,
  names: readonly string[],
): Promise<string | null> {
  const wanted = names.map((name) => `-name '${name}'`).join(' -o ');
  const process = await session.start({
    command: `find . -type f -not -path '*/node_modules/*' \\( ${wanted} \\) -print0 | sort -z | xargs -0 -r sha256sum | sha256sum`,
    workingDirectory: '',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    volume: { kind: 'workspace', workspace },
  });
  process.stdin.end();
  const [output, , exit] = await Promise.all([collectEnd(process.stdout), collectEnd(process.stderr), process.exited]);
  const digest = /^[0-9a-f]{64}/.exec(output)?.[0];
  return exit.exitCode === 0 && digest !== undefined ? digest : null;
}
