import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BuildCacheKey, StagedBuildCache } from '../build-cache/build-cache.ts';
import { SecretScan } from '../build-mirrors/secret-scan.ts';
import type { SandboxProcess, SandboxWorkspace } from '../sandbox/sandbox.ts';
import type { BuildSession } from './build-session.ts';
import { CACHED_HOME_FOLDERS, UNCACHED_FOLDERS } from './cached-folders.ts';
import { collectEnd } from './feed-sandbox.ts';

const EXCLUDED = UNCACHED_FOLDERS.map((folder) => `--exclude=${folder}`).join(' ');
const HOME_FOLDERS = CACHED_HOME_FOLDERS.map((folder) => `home/${folder}`).join(' ');

const COMMAND = `cd /hub && set -- cache
for folder in ${HOME_FOLDERS}; do [ ! -d "$folder" ] || [ -L "$folder" ] || set -- "$@" "$folder"; done
exec tar -c -f - ${EXCLUDED} --owner=0 --group=0 --numeric-owner --mode=ug-s "$@"`;

/**
 * Packs what the build downloaded for the next one; it counts once the release is ready. Where that can't be done the release is as
 * ready without it.
 */
export async function stageBuildCache(
  session: BuildSession,
  workspace: SandboxWorkspace,
  key: BuildCacheKey,
): Promise<StagedBuildCache | null> {
  try {
    const staged = await stage(session, workspace, key);
    session.log.hub(`cache: kept for the next build, ${staged.sizeBytes} bytes`);
    return staged;
  } catch (error) {
    session.signal.throwIfAborted();
    session.log.hub(`cache: not kept: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function stage(
  session: BuildSession,
  workspace: SandboxWorkspace,
  key: BuildCacheKey,
): Promise<StagedBuildCache> {
  const process = await session.start({
    command: COMMAND,
    workingDirectory: '',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    volume: { kind: 'workspace', workspace },
  });
  process.stdin.end();
  const stderr = collectEnd(process.stderr);
  const scan = new SecretScan(session.deps.mirrors.secrets);
  const checked = new PassThrough();
  const gate = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, chunk),
    flush: (done) => {
      judge(process, scan, stderr).then(done, done);
    },
  });
  const piped = pipeline(process.stdout, scan, gate, checked).catch(() => undefined);
  try {
    return await session.deps.buildCache.stage(key, checked, session.directory);
  } finally {
    checked.destroy();
    process.terminate(0);
    await Promise.all([piped, process.exited]);
  }
}

async function judge(process: SandboxProcess, scan: SecretScan, stderr: Promise<string>): Promise<Error | null> {
  const exit = await process.exited;
  if (exit.exitCode !== 0) return new Error(`packing it failed. ${await stderr}`.trim());
  return scan.hasFound ? new Error('it holds a credential of a build mirror.') : null;
}
