import type { FoundSubmodule } from '../../adapters/git/git.ts';
import type { SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import { AppError } from '../../errors/app-error.ts';
import { exitFailure } from './build-failed-error.ts';
import type { BuildSession } from './build-session.ts';
import type { GitLayout } from './lay-out-git.ts';
import { pipeToSandbox } from './pipe-to-sandbox.ts';

export interface TreeToUnpack {
  readonly directory: string;
  readonly commitSha: string;
  /** Below /hub/app; '' for its root. */
  readonly path: string;
  readonly git?: GitLayout;
}

/** What a hostile path does, it does inside the sandbox alone. */
const UNPACK =
  'mkdir -p /hub/home/.local/bin "$TARGET" && tar -x -f - -C "$TARGET" --no-same-owner --delay-directory-restore';

/** Unpacks the tree of a fetched commit inside the sandbox, without network, as its user. Returns the submodules in it. */
export async function unpackTree(
  session: BuildSession,
  workspace: SandboxWorkspace,
  { directory, commitSha, path, git }: TreeToUnpack,
  onWarning: (message: string) => void,
): Promise<readonly FoundSubmodule[]> {
  const submodules: FoundSubmodule[] = [];
  const onSubmodule = (found: FoundSubmodule): void => void submodules.push(found);
  const tar = session.deps.git.createCheckoutTar({
    directory,
    commitSha,
    onWarning,
    onSubmodule,
    signal: session.signal,
  });
  try {
    const process = await session.start({
      command: git === undefined ? UNPACK : `${UNPACK} || exit\n${git.command}`,
      workingDirectory: '',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', HOME: '/nonexistent', TARGET: `/hub/app/${path}`, ...git?.env },
      mounts: git?.mounts ?? [],
      volume: { kind: 'workspace', workspace },
    });
    const { exit, stderr, inputError } = await pipeToSandbox(process, tar);
    if (inputError !== null) throw inputError;
    if (/No space left/.test(stderr))
      throw new AppError('artifact_too_large', 'The repository does not fit on the disk of a build.');
    const failure = exitFailure('checkout', 'Unpacking the repository', exit, stderr);
    if (failure) throw failure;
    return submodules;
  } finally {
    tar.destroy();
  }
}
