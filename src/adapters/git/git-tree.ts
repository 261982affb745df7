import type { TreeLimits } from './git.ts';
import { GitError } from './git-error.ts';
import type { ObjectStore } from './object-store.ts';
import { printablePath, treeNameIssue } from './tree-name.ts';

const TREE_BYTES = 64 * 1_048_576;
const COMMIT_BYTES = 1_048_576;
const MAX_DEPTH = 128;
const MAX_PATH_BYTES = 3_500;

export type TreeEntryKind = 'file' | 'executable' | 'link' | 'folder' | 'submodule';

export interface TreeEntry {
  readonly kind: TreeEntryKind;
  /** Bytes as git has them; need not be UTF-8. */
  readonly name: Buffer;
  readonly sha: string;
}

export interface TreePath extends TreeEntry {
  /** From the root, `/` between names. */
  readonly path: Buffer;
}

const KINDS: Readonly<Record<string, TreeEntryKind>> = {
  '100644': 'file',
  '100664': 'file',
  '100755': 'executable',
  '120000': 'link',
  '40000': 'folder',
  '040000': 'folder',
  '160000': 'submodule',
};

/** SHA of the commit's root tree; follows an annotated tag. @throws GitError commit */
export async function rootTree(store: ObjectStore, commitSha: string): Promise<string> {
  const commit = await store.read(commitSha, COMMIT_BYTES);
  if (commit === null) throw new GitError('commit', `The repository has no commit ${commitSha}.`);
  const tree = /^tree ([0-9a-f]{40})\n/.exec(commit.data.toString('latin1', 0, 46))?.[1];
  if (commit.type !== 'commit' || tree === undefined) {
    throw new GitError('commit', `${commitSha} is not a commit of the repository.`);
  }
  return tree;
}

/** Every entry of the tree, folders before what they hold. @throws GitError commit · git_hostile_tree · git_too_large */
export async function* walkTree(
  store: ObjectStore,
  commitSha: string,
  limits: TreeLimits,
): AsyncGenerator<TreePath, void, undefined> {
  const counter = { entries: 0 };
  const visit = async function* (
    sha: string,
    folder: Buffer,
    depth: number,
  ): AsyncGenerator<TreePath, void, undefined> {
    if (depth > MAX_DEPTH) throw hostile(folder, 'lies too deep');
    for (const entry of await readTree(store, sha, folder)) {
      counter.entries += 1;
      if (counter.entries > limits.entries) {
        throw new GitError('size', `The repository has more than ${limits.entries} files and folders.`);
      }
      const path = joinPath(folder, entry.name);
      if (path.length > MAX_PATH_BYTES) throw hostile(folder, 'is too long');
      yield { ...entry, path };
      if (entry.kind === 'folder') yield* visit(entry.sha, path, depth + 1);
    }
  };
  yield* visit(await rootTree(store, commitSha), Buffer.alloc(0), 1);
}

/** The entries of one tree, names checked. @throws GitError repository · git_hostile_tree */
export async function readTree(store: ObjectStore, sha: string, folder: Buffer): Promise<readonly TreeEntry[]> {
  const tree = await store.read(sha, TREE_BYTES);
  if (tree === null || tree.type !== 'tree')
    throw new GitError('repository', `The repository lacks the folder ${printablePath(folder) || '/'}.`);
  const names = new Set<string>();
  const entries = parseTree(tree.data);
  for (const { name, kind } of entries) {
    const path = joinPath(folder, name);
    const issue = treeNameIssue(name);
    if (issue !== null) throw hostile(path, issue);
    if (kind === null) throw hostile(path, 'has an unknown file mode');
    const key = name.toString('latin1');
    // A link and a folder of the same name would send the folder's files through the link.
    if (names.has(key)) throw hostile(path, 'stands there twice');
    names.add(key);
  }
  return entries.flatMap(({ name, kind, sha: entrySha }) => (kind === null ? [] : [{ name, kind, sha: entrySha }]));
}

export function hostile(path: Buffer, why: string): GitError {
  const message = `The path "${printablePath(path).slice(0, 300)}" of the repository ${why}: the hub does not check it out.`;
  return new GitError('repository', message, { code: 'git_hostile_tree' });
}

interface RawEntry {
  readonly kind: TreeEntryKind | null;
  readonly name: Buffer;
  readonly sha: string;
}

function parseTree(data: Buffer): RawEntry[] {
  const entries: RawEntry[] = [];
  let offset = 0;
  while (offset < data.length) {
    const space = data.indexOf(32, offset);
    const end = data.indexOf(0, space);
    if (space < 0 || end < 0 || end + 21 > data.length)
      throw new GitError('repository', 'The repository holds a broken tree.');
    entries.push({
      kind: KINDS[data.toString('latin1', offset, space)] ?? null,
      name: data.subarray(space + 1, end),
      sha: data.toString('hex', end + 1, end + 21),
    });
    offset = end + 21;
  }
  return entries;
}

function joinPath(folder: Buffer, name: Buffer): Buffer {
  return folder.length === 0 ? name : Buffer.concat([folder, Buffer.from('/'), name]);
}
