import type { SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import type { BuildWarning } from '../../domain/releases/build-facts.ts';
import type { BuildSession } from './build-session.ts';
import { checkOutSubmodules, rootTreeOf } from './check-out-submodules.ts';
import { gitDirectory } from './fetch-source.ts';
import { layOutGit } from './lay-out-git.ts';
import { unpackTree } from './unpack-tree.ts';

/** Step `checkout`: the tree of the commit with its submodules, and a shallow `.git` for the build command. */
export async function checkOut(
  session: BuildSession,
  workspace: SandboxWorkspace,
  commitSha: string,
): Promise<readonly BuildWarning[]> {
  session.log.hub('checkout');
  const warnings: BuildWarning[] = [];
  const warn = (message: string): void => {
    warnings.push({ code: 'checkout', message, line: null, column: null });
    session.log.hub(`checkout: warning: ${message}`);
  };
  const git = await layOutGit(session, commitSha);
  const tree = { directory: gitDirectory(session), commitSha, path: '', git };
  const submodules = await unpackTree(session, workspace, tree, warn);
  await checkOutSubmodules(session, workspace, rootTreeOf(session, commitSha, submodules), warn);
  return warnings;
}
