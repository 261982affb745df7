import { chownSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bubblewrapArguments, type ReachableMount } from './bubblewrap-arguments.ts';
import type { OpenedNetwork } from './network/open-network.ts';
import type { Owner } from './owner.ts';
import type { SandboxFile, SandboxMount, SandboxSpec } from './sandbox.ts';
import { filesBytes, readSandboxFile } from './sandbox-file.ts';
import type { Slot } from './slot.ts';
import type { HeldWorkspace } from './workspace.ts';

/** Sends the orders and arguments that turn a waiting slot into the sandbox of `spec`. */
export async function startInSlot(
  owner: Owner,
  slot: Slot,
  spec: SandboxSpec,
  workspace: HeldWorkspace | null,
  network: OpenedNetwork | null,
): Promise<void> {
  const files = { ...spec.files, ...network?.files };
  if (workspace !== null) {
    slot.launched.channel.write(`enter ${workspace.holderPid}\n`);
    await slot.launched.answer('entered');
  }
  const channel = slot.launched.channel;
  const neededBytes = spec.limits.diskBytes + filesBytes(files);
  if (workspace === null && neededBytes !== slot.diskBytes) {
    // The hub's own files don't count against what the run may write.
    channel.write(`resize ${neededBytes}\n`);
    if (neededBytes > slot.diskBytes) await resized(slot);
  }
  const fileMounts = await writeFiles(owner, slot, files);
  const { orders, mounts } = bindOrders(owner, spec.mounts);
  const all = [
    ...volumeOrder(spec),
    ...orders,
    ...(slot.cgroup === null ? [limitOrder(spec)] : []),
    ...spec.command.split('\n').map((line) => `command ${line}`),
    'go',
  ];
  channel.write(`${all.join('\n')}\n`);
  channel.end(bubblewrapArguments(spec, [...mounts, ...fileMounts]));
}

/** Only then there is room for everything. */
async function resized(slot: Slot): Promise<void> {
  slot.launched.channel.write('report-size\n');
  await slot.launched.answer('resized');
}

/** The slot's file system is reached through its process: nothing hostile has run in it yet. */
async function writeFiles(
  owner: Owner,
  slot: Slot,
  files: Readonly<Record<string, SandboxFile>>,
): Promise<ReachableMount[]> {
  const mounts: ReachableMount[] = [];
  for (const [to, file] of Object.entries(files)) {
    const path = slot.pathOf(`/f/${mounts.length}`);
    writeFileSync(path, await readSandboxFile(file), { mode: 0o400, flag: 'wx' });
    if (owner.sandboxUid !== null) chownSync(path, owner.sandboxUid, owner.sandboxUid);
    mounts.push({ from: `/sys/f/${mounts.length}`, to, isWritable: false });
  }
  return mounts;
}

/** Writable address space that Node and Java reserve at their start, measured: without it neither comes up. */
const RESERVED_BYTES = 768 * 1_024 * 1_024;

/** The init of the pid namespace counts too. */
function limitOrder({ limits }: SandboxSpec): string {
  return `limit ${limits.processes + 1} ${Math.ceil((limits.memoryBytes + RESERVED_BYTES) / 1_024)}`;
}

function volumeOrder({ volume }: SandboxSpec): string[] {
  if (volume.kind === 'copy-of') return [`overlay ${volume.directory}`];
  if (volume.kind === 'directory') return [`directory ${volume.directory}`];
  return [];
}

/** A source that every user can reach is bound as it is; others are bound by root first. */
function bindOrders(owner: Owner, mounts: readonly SandboxMount[]): { orders: string[]; mounts: ReachableMount[] } {
  const orders: string[] = [];
  const reachable = mounts.map(({ from, to, isWritable }, index) => {
    if (owner.sandboxUid === null || isReachable(from)) return { from, to, isWritable: isWritable === true };
    orders.push(`bind ${index} ${from}`);
    return { from: `/sys/m/${index}`, to, isWritable: isWritable === true };
  });
  return { orders, mounts: reachable };
}

function isReachable(path: string): boolean {
  if (path.startsWith('/sys/')) return false;
  for (let parent = dirname(path); parent !== '/'; parent = dirname(parent)) {
    if ((statSync(parent).mode & 0o001) === 0) return false;
  }
  return true;
}
