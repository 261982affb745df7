import { basename } from 'node:path/posix';
import { AppError } from '../../errors/app-error.ts';
import { DEFAULT_TREE_LIMITS } from './checkout-tar.ts';
import type { FindFilesInput, FoundFile, ReadFileInput } from './git.ts';
import { GitError } from './git-error.ts';
import { readTree, rootTree, type TreeEntry, walkTree } from './git-tree.ts';
import { type ObjectStore, openObjectStore } from './object-store.ts';

const DEFAULT_MAX_BYTES = 1_048_576;

/** One regular file of a fetched commit, null where there is none. @throws AppError invalid_input · git_repository · git_too_large */
export async function readTreeFile(input: ReadFileInput): Promise<Uint8Array | null> {
  const names = checkedNames(input.path);
  const store = await openObjectStore(input.directory);
  try {
    const entry = await findEntry(store, input.commitSha, names);
    if (entry === null || entry.kind === 'folder' || entry.kind === 'submodule') return null;
    if (entry.kind === 'link')
      throw new GitError('manifest', `${input.path} is a symbolic link: the hub reads regular files only.`);
    const blob = await store.read(entry.sha, input.maxBytes ?? DEFAULT_MAX_BYTES);
    return blob?.type === 'blob' ? blob.data : null;
  } finally {
    await store.close();
  }
}

/** Regular files by their names; looks no further than `most`. */
export async function findTreeFiles(input: FindFilesInput): Promise<readonly FoundFile[]> {
  const store = await openObjectStore(input.directory);
  const most = input.most ?? Number.POSITIVE_INFINITY;
  const found: FoundFile[] = [];
  try {
    for await (const entry of walkTree(store, input.commitSha, { ...DEFAULT_TREE_LIMITS, ...input.limits })) {
      if (entry.kind !== 'file' && entry.kind !== 'executable') continue;
      const path = entry.path.toString('utf8');
      if (input.name.test(basename(path))) found.push({ path, sha: entry.sha });
      if (found.length >= most) break;
    }
    return found;
  } finally {
    await store.close();
  }
}

function checkedNames(path: string): readonly string[] {
  const names = path.split('/');
  const isPlain =
    names.every((name) => name !== '' && name !== '.' && name !== '..') && !path.includes('\0') && path.length <= 1024;
  if (isPlain) return names;
  const message = `The path ${JSON.stringify(path.slice(0, 80))} must be relative to the repository's root, like "integrations/PANDIUM.yaml".`;
  throw new AppError('invalid_input', message, { issues: [{ pointer: '/path', message }] });
}

async function findEntry(store: ObjectStore, commitSha: string, names: readonly string[]): Promise<TreeEntry | null> {
  let entry: TreeEntry = { kind: 'folder', name: Buffer.alloc(0), sha: await rootTree(store, commitSha) };
  for (const [depth, name] of names.entries()) {
    if (entry.kind !== 'folder') return null;
    const folder = Buffer.from(names.slice(0, depth).join('/'));
    const found = (await readTree(store, entry.sha, folder)).find((one) => one.name.equals(Buffer.from(name)));
    if (found === undefined) return null;
    entry = found;
  }
  return entry;
}
