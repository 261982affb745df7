import type { SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import type { BuildWarning } from '../../domain/releases/build-facts.ts';
import { AppError } from '../../errors/app-error.ts';
import { exitFailure } from './build-failed-error.ts';
import type { BuildSession } from './build-session.ts';
import { feed } from './feed-sandbox.ts';
import { gitDirectory } from './fetch-source.ts';

/** Step `checkout`: the tree as a tar stream from git objects, unpacked inside the sandbox without network, as its user. */
export async function checkOut(
  session: BuildSession,
  workspace: SandboxWorkspace,
  commitSha: string,
): Promise<readonly BuildWarning[]> {
  session.log.hub('checkout');
  const warnings: BuildWarning[] = [];
  const tar = session.deps.git.createCheckoutTar({
    directory: gitDirectory(session),
    commitSha,
    signal: session.signal,
    onWarning: (message) => warnings.push({ code: 'checkout', message, line: null, column: null }),
  });
  try {
    const process = await session.start({
      command: 'mkdir -p /hub/home/.local/bin && exec tar -x -f - -C /hub/app --no-same-owner',
      workingDirectory: '',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      volume: { kind: 'workspace', workspace },
    });
    const { exit, stderr, inputError } = await feed(process, tar);
    if (inputError !== null) throw inputError;
    if (/No space left/.test(stderr))
      throw new AppError('artifact_too_large', 'The repository does not fit on the disk of a build.');
    const failure = exitFailure('checkout', 'Unpacking the repository', exit, stderr);
    if (failure) throw failure;
  } finally {
    tar.destroy();
  }
  for (const warning of warnings) session.log.hub(`checkout: warning: ${warning.message}`);
  return warnings;
}
