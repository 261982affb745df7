import { posix } from 'node:path';
import type { SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import type { Toolchain } from '../../adapters/toolchains/toolchain.ts';
import { LastText } from '../../base/streams/last-text.ts';
import { markBuildCommandStarted } from '../../db/stores/releases/build-store.ts';
import type { Manifest } from '../../domain/manifest/manifest.ts';
import { describeCommandEnd } from '../../domain/releases/describe-command-end.ts';
import { buildEnvironment } from './build-environment.ts';
import { exitFailure } from './build-failed-error.ts';
import type { BuildSession } from './build-session.ts';
import { layersMounts } from './cached-folders.ts';
import { findBlockedHost } from './find-blocked-host.ts';
import type { ReleaseManifest } from './read-release-manifest.ts';

export interface BuildSource {
  readonly commitSha: string;
  readonly release: ReleaseManifest;
  readonly toolchain: Toolchain;
}

/** Step `build`: the manifest's command in the manifest's folder, its output in the log while it comes. */
export async function runBuildCommand(
  session: BuildSession,
  workspace: SandboxWorkspace,
  source: BuildSource,
  layersPath: string | null,
): Promise<void> {
  const { deps, log } = session;
  const { toolchain } = source;
  const { manifest, path } = source.release;
  if (manifest.build === null) return log.hub('build: the manifest has no build command');
  log.hub(`build: ${manifest.build}`);
  const own = deps.launchers.byLanguage[toolchain.language];
  const launchers = own === undefined ? [] : [own];
  const process = await session.start({
    command: manifest.build,
    workingDirectory: folderOf(path),
    env: buildEnvironment(session, toolchain, launchers, source.commitSha),
    volume: { kind: 'workspace', workspace },
    mounts: [...toolchain.mounts, ...launchers, ...deps.mirrors.mounts, ...layersMounts(layersPath)],
    ...(toolchain.image === undefined ? {} : { image: toolchain.image }),
    files: { ...deps.launchers.files, ...deps.mirrors.files },
    network: { kind: 'internet', openHosts: deps.mirrors.openHosts },
  });
  process.stdin.end();
  const stdout = new LastText(process.stdout);
  const stderr = new LastText(process.stderr);
  const [exit] = await Promise.all([
    process.exited,
    log.pipe(stdout.stream, 'stdout'),
    log.pipe(stderr.stream, 'stderr'),
    markStarted(session),
  ]);
  session.signal.throwIfAborted();
  if (exit.exitCode === 0) return;
  const end = await describeEnd(session, manifest, stdout.text, stderr.text);
  const failure = exitFailure('build', 'The build command', exit, end);
  if (failure) throw failure;
}

/** What is shown beside the exit code: the command's final output, and a host in it that builds can't reach. */
async function describeEnd(
  { deps, redactor }: BuildSession,
  { base }: Manifest,
  stdout: string,
  stderr: string,
): Promise<string> {
  const lastWords = describeCommandEnd(stderr, base.language) || describeCommandEnd(stdout, base.language);
  const blocked = await findBlockedHost(deps.addressGuard, `${stdout}\n${stderr}`);
  return redactor.text(blocked === null ? lastWords : `${lastWords}. ${blocked}`);
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
