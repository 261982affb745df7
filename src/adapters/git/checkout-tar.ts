import { Readable } from 'node:stream';
import type { CheckoutInput, TreeLimits } from './git.ts';
import { GitError } from './git-error.ts';
import { hostile, type TreePath, walkTree } from './git-tree.ts';
import { type ObjectStore, openObjectStore } from './object-store.ts';
import { type TarEntry, tarBlocks, tarEnd } from './tar-format.ts';
import { printablePath } from './tree-name.ts';

const MAX_LINK_BYTES = 4_095;
const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1';

export const DEFAULT_TREE_LIMITS: TreeLimits = {
  entries: 200_000,
  totalBytes: 2 * 1024 * 1_048_576,
  fileBytes: 256 * 1_048_576,
};

/** The tree of a fetched commit as tar, made while it is read: one file is held in memory at a time. */
export function createCheckoutTar(input: CheckoutInput): Readable {
  return Readable.from(checkoutBlocks(input), { objectMode: false, highWaterMark: 256 * 1024 });
}

async function* checkoutBlocks(input: CheckoutInput): AsyncGenerator<Buffer, void, undefined> {
  const limits = { ...DEFAULT_TREE_LIMITS, ...input.limits };
  const store = await openObjectStore(input.directory);
  const totals = { bytes: 0, lfsPointers: 0 };
  try {
    for await (const entry of walkTree(store, input.commitSha, limits)) {
      const tarEntry = await toTarEntry(store, entry, limits, totals);
      if (entry.kind === 'submodule') {
        input.onSubmodule?.({ path: entry.path.toString('utf8'), commitSha: entry.sha });
      }
      if (tarEntry !== null) yield* tarBlocks(tarEntry);
    }
    yield tarEnd();
    if (totals.lfsPointers > 0) {
      input.onWarning?.(
        `${totals.lfsPointers} files are Git LFS pointers: the hub checks out the pointers, not the files.`,
      );
    }
  } finally {
    await store.close();
  }
}

interface Totals {
  bytes: number;
  lfsPointers: number;
}

async function toTarEntry(
  store: ObjectStore,
  entry: TreePath,
  limits: TreeLimits,
  totals: Totals,
): Promise<TarEntry | null> {
  const { kind, path } = entry;
  if (kind === 'submodule') return null;
  if (kind === 'folder') return { kind, path, data: Buffer.alloc(0) };
  const blob = await store.read(entry.sha, kind === 'link' ? MAX_LINK_BYTES : limits.fileBytes);
  if (blob === null || blob.type !== 'blob')
    throw new GitError('repository', `The repository lacks the file "${printablePath(path)}".`);
  totals.bytes += blob.data.length;
  if (totals.bytes > limits.totalBytes) throw treeTooLarge(limits);
  if (kind === 'link' && (blob.data.length === 0 || blob.data.includes(0))) throw hostile(path, 'is a link to nowhere');
  if (blob.data.length < 1024 && blob.data.toString('latin1', 0, LFS_POINTER.length) === LFS_POINTER)
    totals.lfsPointers += 1;
  return { kind, path, data: blob.data };
}

function treeTooLarge(limits: TreeLimits): GitError {
  return new GitError(
    'size',
    `The repository's files are larger than the limit of ${Math.ceil(limits.totalBytes / 1_048_576)} MiB together.`,
  );
}
