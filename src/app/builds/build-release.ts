import type { SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import type { Toolchain } from '../../adapters/toolchains/toolchain.ts';
import { findSharedArtifact } from '../../db/stores/releases/artifact-store.ts';
import { saveBuildFacts } from '../../db/stores/releases/build-store.ts';
import { type BuildFacts, type BuildWarning, NO_FACTS } from '../../domain/releases/build-facts.ts';
import type { BuildStep } from '../../domain/releases/build-failure.ts';
import { AppError } from '../../errors/app-error.ts';
import { claimArtifact } from '../releases/index.ts';
import { integrationFailure, toBuildFailedError } from './build-failed-error.ts';
import type { BuildSession } from './build-session.ts';
import { checkOut } from './check-out.ts';
import { fetchSource } from './fetch-source.ts';
import { findToolchain } from './find-toolchain.ts';
import type { BuildOutcome } from './finish-build.ts';
import { keepCache, type OpenCache, openCache } from './keep-build-cache.ts';
import { packArtifact } from './pack-artifact.ts';
import { type ReleaseManifest, readReleaseManifest } from './read-release-manifest.ts';
import { runBuildCommand } from './run-build-command.ts';
import { verifyArtifact } from './verify-artifact.ts';

interface Artifact {
  readonly digest: string;
  readonly sizeBytes: number;
}

interface Source {
  readonly commitSha: string;
  readonly release: ReleaseManifest;
  readonly toolchain: Toolchain;
  readonly facts: BuildFacts;
}

/** The whole build, step after step. @throws BuildFailedError, or the reason of the session's stop */
export async function buildRelease(session: BuildSession): Promise<BuildOutcome> {
  const commitSha = await at(session, 'fetch', () => fetchSource(session));
  const release = await at(session, 'manifest', () => readReleaseManifest(session, commitSha));
  const source = await at(session, 'base', () => chooseToolchain(session, commitSha, release));
  await record(session, source.facts);
  const shared = await findShared(session, source);
  if (shared === null) return toOutcome(await makeArtifact(session, source));
  await verify(session, source, shared);
  return toOutcome(shared);
}

function toOutcome({ digest, sizeBytes }: Artifact): BuildOutcome {
  return { kind: 'ready', artifactDigest: digest, artifactSizeBytes: sizeBytes };
}

function verify(session: BuildSession, source: Source, { digest }: Artifact): Promise<void> {
  return at(session, 'verify', () => verifyArtifact(session, digest, source.release, source.toolchain));
}

/** Runs a step; what it throws becomes the failure of that step. */
async function at<Result>(session: BuildSession, step: BuildStep, work: () => Promise<Result>): Promise<Result> {
  session.signal.throwIfAborted();
  session.step = step;
  try {
    return await session.timed(step, work);
  } catch (error) {
    session.signal.throwIfAborted();
    const failure = toBuildFailedError(step, error);
    if (failure.failure.class === 'platform') session.deps.onError(error, session.order.releaseId);
    throw failure;
  }
}

async function chooseToolchain(session: BuildSession, commitSha: string, release: ReleaseManifest): Promise<Source> {
  const resolved = await findToolchain(session, release.manifest.base);
  if (!resolved.ok) throw integrationFailure('base', resolved.message, 'toolchain_missing');
  const { toolchain, warning } = resolved;
  session.log.hub(`base: ${toolchain.language} ${toolchain.version}`);
  if (warning !== null) session.log.hub(`base: warning: ${warning}`);
  const baseWarnings = warning === null ? [] : [{ code: 'base', message: warning, line: null, column: null }];
  const facts: BuildFacts = {
    ...NO_FACTS,
    commitSha,
    manifestPath: release.path,
    manifest: release.manifest,
    toolchain: { language: toolchain.language, version: toolchain.version, ...session.deps.platform },
    warnings: [...release.warnings, ...baseWarnings],
  };
  return { commitSha, release, toolchain, facts };
}

/** The commit was delivered by this repository a moment ago, so what was built of it before may be used again. */
async function findShared(session: BuildSession, source: Source): Promise<Artifact | null> {
  const { manifestPath, toolchain } = source.facts;
  if (manifestPath === null || toolchain === null || session.order.isCacheIgnored) return null;
  const shared = await at(session, 'build', () =>
    findSharedArtifact(session.deps.db, {
      integrationId: session.order.integrationId,
      commitSha: source.commitSha,
      manifestPath,
      toolchain,
    }),
  );
  if (shared === null || !(await at(session, 'build', () => claim(session, shared)))) return null;
  session.log.hub(
    `build: release ${shared.releaseNumber} is of the same commit and toolchain, and its artifact is used`,
  );
  return shared;
}

async function makeArtifact(session: BuildSession, source: Source): Promise<Artifact> {
  const artifact = await storeArtifact(session, source);
  // Only now: the disk of the build, which is memory, is gone by then.
  await verify(session, source, artifact);
  session.log.hub(`took: ${session.describeTimes()}`);
  return artifact;
}

async function storeArtifact(session: BuildSession, source: Source): Promise<Artifact> {
  const workspace = await at(session, 'checkout', () =>
    session.deps.sandbox.openWorkspace(`build-${session.order.attemptId}`, session.deps.limits.diskBytes),
  );
  try {
    const { warnings, cache } = await at(session, 'checkout', () => fillWorkspace(session, workspace, source));
    if (warnings.length > 0) {
      await record(session, { ...source.facts, warnings: [...source.facts.warnings, ...warnings] });
    }
    await at(session, 'build', () => runBuildCommand(session, workspace, source, cache.layersPath));
    const artifact = await at(session, 'store', () => packArtifact(session, workspace));
    session.log.hub(`store: ${artifact.digest}, ${artifact.sizeBytes} bytes`);
    await at(session, 'store', () => claimNew(session, artifact));
    await session.timed('keep', () => keepCache(session, workspace, cache));
    return artifact;
  } finally {
    await workspace.close();
  }
}

/** Both write to the workspace, which must not be closed before either has ended. */
async function fillWorkspace(
  session: BuildSession,
  workspace: SandboxWorkspace,
  source: Source,
): Promise<{ warnings: readonly BuildWarning[]; cache: OpenCache }> {
  const checkingOut = checkOut(session, workspace, source.commitSha);
  const opening = session.timed('cache', () => openCache(session, workspace, source.facts, checkingOut));
  await Promise.allSettled([checkingOut, opening]);
  return { warnings: await checkingOut, cache: await opening };
}

/** Keeps retention away from the file; false where it was quicker. */
async function claim({ deps, order }: BuildSession, { digest }: Artifact): Promise<boolean> {
  await claimArtifact(deps.db, { releaseId: order.releaseId, attemptId: order.attemptId, digest });
  return deps.artifacts.has(digest as `sha256:${string}`);
}

async function claimNew(session: BuildSession, artifact: Artifact): Promise<void> {
  if (await claim(session, artifact)) return;
  throw new AppError('artifact_missing', 'The artifact was removed before its release was ready; it is built again.');
}

function record(session: BuildSession, facts: BuildFacts): Promise<void> {
  return at(session, 'base', () => saveBuildFacts(session.deps.db, session.order, facts));
}
