import type { BuildDeps } from '../../src/app/builds/build-deps.ts';
import { collectEnd } from '../../src/app/builds/pipe-to-sandbox.ts';
import { type ReleaseRow, TEST_BUILD_LIMITS } from './build-fixture.ts';

export interface ArtifactRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let count = 0;

/** Runs the run command of a ready release as a run does, with nothing of its build but the artifact, and without network. */
export async function runArtifact(deps: BuildDeps, release: ReleaseRow): Promise<ArtifactRun> {
  const directory = await deps.cache.ensureUnpacked(release.artifact_digest as `sha256:${string}`, deps.unpack);
  const { language, version } = release.toolchain ?? {};
  const toolchain = deps.toolchains.list().find((one) => one.language === language && one.version === version);
  if (toolchain === undefined) throw new Error(`this machine has no ${language} ${version}`);
  count += 1;
  const process = await deps.sandbox.start({
    id: `run-artifact-${count}`,
    command: release.manifest?.run ?? '',
    workingDirectory: '',
    env: deps.toolchainEnvironment(toolchain),
    volume: { kind: 'copy-of', directory },
    mounts: toolchain.mounts,
    files: {},
    network: { kind: 'none' },
    limits: TEST_BUILD_LIMITS,
    deadlineMs: 60_000,
  });
  process.stdin.end();
  const [exit, stdout, stderr] = await Promise.all([
    process.exited,
    collectEnd(process.stdout),
    collectEnd(process.stderr),
  ]);
  return { exitCode: exit.exitCode, stdout, stderr };
}
