import { type ArtifactDigest, drain, isArtifactDigest } from '../../adapters/artifacts/artifact-store.ts';
import type { SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import type { Toolchain } from '../../adapters/toolchains/toolchain.ts';
import { firstWord } from '../../domain/releases/first-word.ts';
import { AppError } from '../../errors/app-error.ts';
import { exitFailure, integrationFailure } from './build-failed-error.ts';
import type { BuildSession } from './build-session.ts';
import { collectEnd, pipeToSandbox } from './pipe-to-sandbox.ts';
import type { ReleaseManifest } from './read-release-manifest.ts';
import { folderOf } from './run-build-command.ts';
import { requireUnpacked, UNPACKING } from './unpack-artifact.ts';

const SCRIPT_FILE = '/hub/run-command.sh';
const BAD_SYNTAX = 21;
const NOT_FOUND = 22;
const NOT_EXECUTABLE = 23;
const NO_INTERPRETER = 24;

/**
 * `sh -n` parses and starts nothing; `command -v` looks a program up and starts nothing. A script's first line names the program that
 * starts it, which has to be there too.
 */
const CHECK = `sh -n ${SCRIPT_FILE} || exit ${BAD_SYNTAX}
[ -n "$FIRST_WORD" ] || exit 0
file="$(command -v "$FIRST_WORD")" || { [ -f "$FIRST_WORD" ] && exit ${NOT_EXECUTABLE}; exit ${NOT_FOUND}; }
case "$file" in */*) ;; *) exit 0 ;; esac
[ -f "$file" ] && [ ! -x "$file" ] && exit ${NOT_EXECUTABLE}
[ -f "$file" ] || exit ${NOT_FOUND}
first="$(head -c 256 "$file" | tr -d '\\0' | head -n 1)"
case "$first" in '#!'*) ;; *) exit 0 ;; esac
set -f
set -- \${first#??}
case "\${1:-}" in */env) shift; [ "\${1:-}" != -S ] || shift ;; esac
case "\${1:-}" in '' | -* | *=*) exit 0 ;; esac
command -v "$1" >/dev/null || { printf '%s|' "$1" >&2; exit ${NO_INTERPRETER}; }`;

/** Step `verify`: the stored artifact is read back and unpacked, and its run command can be started there. */
export async function verifyArtifact(
  session: BuildSession,
  digest: string,
  release: ReleaseManifest,
  toolchain: Toolchain,
): Promise<void> {
  session.log.hub('verify');
  if (!isArtifactDigest(digest)) throw new AppError('artifact_missing', 'The digest of the artifact is malformed.');
  const { sandbox, limits } = session.deps;
  // Not where runs find it: making so many files on a disk takes longer than all the rest of this step.
  const workspace = await sandbox.openWorkspace(`verify-${session.order.attemptId}`, limits.diskBytes);
  try {
    await unpackStored(session, workspace, digest);
    await checkRunCommand(session, workspace, release, toolchain);
  } finally {
    await workspace.close();
  }
}

async function unpackStored(session: BuildSession, workspace: SandboxWorkspace, digest: ArtifactDigest): Promise<void> {
  const tar = await session.deps.artifacts.open(digest);
  try {
    const { limits } = session.deps;
    // What several processes of the build wrote, this one writes alone, into memory.
    const memoryBytes = limits.memoryBytes + limits.diskBytes;
    const volume = { kind: 'workspace', workspace } as const;
    const process = await session.start({ ...UNPACKING, volume, limits: { ...limits, memoryBytes } });
    const fed = await pipeToSandbox(process, tar);
    session.signal.throwIfAborted();
    if (fed.inputError === null && fed.exit.exitCode !== null && fed.exit.exitCode !== 0) {
      // The bytes are those of the build, so it is the build that made what can't be unpacked.
      await drain(tar);
      throw integrationFailure(
        'verify',
        `The artifact can't be unpacked: ${fed.stderr || 'tar failed'}`,
        'artifact_unusable',
      );
    }
    requireUnpacked(fed);
    await drain(tar);
  } finally {
    tar.destroy();
  }
}

async function checkRunCommand(
  session: BuildSession,
  workspace: SandboxWorkspace,
  release: ReleaseManifest,
  toolchain: Toolchain,
): Promise<void> {
  const word = firstWord(release.manifest.run) ?? '';
  const process = await session.start({
    command: CHECK,
    workingDirectory: folderOf(release.path),
    env: { ...session.deps.toolchainEnvironment(toolchain), FIRST_WORD: word },
    volume: { kind: 'workspace', workspace },
    mounts: toolchain.mounts,
    ...(toolchain.image === undefined ? {} : { image: toolchain.image }),
    files: { [SCRIPT_FILE]: Buffer.from(`${release.manifest.run}\n`) },
  });
  process.stdin.end();
  process.stdout.resume();
  const [exit, stderr] = await Promise.all([process.exited, collectEnd(process.stderr)]);
  session.signal.throwIfAborted();
  if (exit.startFailure !== null && /Can't chdir/i.test(stderr)) {
    throw integrationFailure(
      'verify',
      "The manifest's folder is not in the artifact: the build removed it.",
      'run_command',
    );
  }
  if (exit.exitCode === BAD_SYNTAX) {
    throw integrationFailure(
      'verify',
      `The shell can't read the run command: ${stderr.replaceAll(`${SCRIPT_FILE}: `, '')}.`,
      'run_command',
    );
  }
  if (exit.exitCode === NOT_FOUND) {
    throw integrationFailure(
      'verify',
      `The run command can't start: "${word}" is not there or can't be executed.`,
      'run_command',
    );
  }
  if (exit.exitCode === NOT_EXECUTABLE || exit.exitCode === NO_INTERPRETER) {
    const why = exit.exitCode === NOT_EXECUTABLE ? notExecutable(word) : noInterpreter(word, stderr);
    throw integrationFailure('verify', `The run command can't start: ${why}.`, 'run_command');
  }
  const failure = exitFailure('verify', 'Looking at the run command', exit, stderr);
  if (failure) throw failure;
}

function notExecutable(word: string): string {
  const path = word.replace(/^\.\//, '');
  return `"${word}" has no executable bit. \`git update-index --chmod=+x ${path}\` sets it in the repository`;
}

function noInterpreter(word: string, interpreter: string): string {
  const name = interpreter.replace(/\|$/, '');
  const isWindows = name.endsWith('\r');
  const hint = isWindows ? '. Its lines end as on Windows (CRLF): save it with LF' : '';
  return `"${word}" is a script for ${name.trimEnd()}, which is not there${hint}`;
}
