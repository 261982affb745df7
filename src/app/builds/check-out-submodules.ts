import { join } from 'node:path';
import type { FoundSubmodule } from '../../adapters/git/git.ts';
import type { SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import { hostOfUrl } from '../../domain/source-control/source-connection.ts';
import { parseSubmodules, resolveSubmoduleUrl } from '../../domain/source-control/submodules.ts';
import { AppError } from '../../errors/app-error.ts';
import type { BuildSession } from './build-session.ts';
import { gitDirectory } from './fetch-source.ts';
import { unpackTree } from './unpack-tree.ts';

const MAX_SUBMODULES = 32;
const MAX_DEPTH = 4;

/** A repository whose tree is checked out, and the commits of other repositories that it refers to. */
export interface CheckedOutTree {
  readonly directory: string;
  readonly commitSha: string;
  readonly url: string;
  /** Below /hub/app; '' for the repository itself. */
  readonly path: string;
  readonly submodules: readonly FoundSubmodule[];
}

/**
 * Fetches submodules over https, each by the commit that the tree names, and those that they have themselves. One that can't be had is
 * a warning: many builds do without.
 */
export async function checkOutSubmodules(
  session: BuildSession,
  workspace: SandboxWorkspace,
  root: CheckedOutTree,
  onWarning: (message: string) => void,
): Promise<void> {
  let trees: readonly CheckedOutTree[] = [root];
  let count = 0;
  for (let depth = 0; depth < MAX_DEPTH && trees.length > 0; depth += 1) {
    const inner: CheckedOutTree[] = [];
    for (const tree of trees) {
      const urls = await readUrls(session, tree);
      for (const submodule of tree.submodules) {
        count += 1;
        const path = join(tree.path, submodule.path);
        const url = urls.get(submodule.path) ?? null;
        const isWithin = count <= MAX_SUBMODULES;
        const issue = isWithin ? urlIssue(url) : `a build fetches ${MAX_SUBMODULES} at most`;
        if (issue !== null || url === null) {
          onWarning(`The submodule "${path}" is left out: ${issue}.`);
          continue;
        }
        const directory = join(session.directory, `submodule-${count}`);
        const fetched = { directory, commitSha: submodule.commitSha, url, path };
        const found = await checkOutOne(session, workspace, fetched, onWarning);
        if (found !== null) inner.push({ ...fetched, submodules: found });
      }
    }
    trees = inner;
  }
}

async function readUrls(session: BuildSession, tree: CheckedOutTree): Promise<ReadonlyMap<string, string>> {
  if (tree.submodules.length === 0) return new Map();
  const { directory, commitSha } = tree;
  const input = { directory, commitSha, path: '.gitmodules', signal: session.signal };
  const text = await session.deps.git.readFile(input);
  const entries = parseSubmodules(text === null ? '' : Buffer.from(text).toString('utf8'));
  return new Map(entries.map(({ path, url }) => [path, resolveSubmoduleUrl(url, tree.url)]));
}

function urlIssue(url: string | null): string | null {
  if (url === null) return '.gitmodules names no address for it';
  return /^https?:\/\//i.test(url) ? null : `the hub fetches submodules over https only, and its address is ${url}`;
}

/** Returns the submodules of the repository, null where it could not be fetched. */
async function checkOutOne(
  session: BuildSession,
  workspace: SandboxWorkspace,
  submodule: Omit<CheckedOutTree, 'submodules'>,
  onWarning: (message: string) => void,
): Promise<readonly FoundSubmodule[] | null> {
  const { directory, commitSha, url, path } = submodule;
  const { deps, log, signal } = session;
  log.hub(`checkout: submodule ${path}: commit ${commitSha} of ${url}`);
  try {
    const credential = await credentialFor(session, url);
    const ref = { kind: 'commit', name: commitSha } as const;
    await deps.git.fetchCommit({ url, credential, ref, directory, limits: deps.gitLimits, signal });
    return await unpackTree(session, workspace, { directory, commitSha, path }, onWarning);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError) || error.code === 'artifact_too_large') throw error;
    onWarning(`The submodule "${path}" is left out: ${error.message}`);
    return null;
  }
}

/** The repository's own credential, where the submodule is on the same host. */
async function credentialFor({ deps, order }: BuildSession, url: string) {
  const isSameHost = hostOfUrl(url) === hostOfUrl(order.repositoryUrl);
  return order.sourceConnectionId === null || !isSameHost ? null : deps.credentialOf(order.sourceConnectionId, url);
}

/** The tree of the repository itself. */
export function rootTreeOf(
  session: BuildSession,
  commitSha: string,
  submodules: readonly FoundSubmodule[],
): CheckedOutTree {
  return { directory: gitDirectory(session), commitSha, url: session.order.repositoryUrl, path: '', submodules };
}
