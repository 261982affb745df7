import type { ToolchainMount } from './toolchain.ts';

export interface PlacedTree {
  /** Path of the tree in the sandbox. */
  readonly inside: string;
  readonly mounts: readonly ToolchainMount[];
}

/** Returns where a tree of the host is in the sandbox: what is under /usr keeps its place, the rest gets a stable one. */
export function placeTree(root: string, name: string): PlacedTree {
  if (isSystemPath(root)) return { inside: root, mounts: [] };
  const inside = `/hub/toolchains/${name}`;
  return { inside, mounts: [{ from: root, to: inside }] };
}

export function isSystemPath(path: string): boolean {
  return path === '/usr' || path.startsWith('/usr/');
}
