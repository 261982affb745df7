import { once } from 'node:events';
import { launch } from './launch.ts';
import type { Owner } from './owner.ts';
import type { SandboxWorkspace } from './sandbox.ts';

/** A workspace of this driver: a process that holds a mount namespace with a size-capped disk. */
export interface HeldWorkspace extends SandboxWorkspace {
  readonly holderPid: number;
  readonly diskBytes: number;
}

/** @throws Error with a plain sentence where it can't be made */
export async function openHeldWorkspace(owner: Owner, id: string, diskBytes: number): Promise<HeldWorkspace> {
  const holder = launch(owner, 'workspace', { cgroup: null, diskBytes });
  await holder.answer('prepared');
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    const { child } = holder;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  return {
    id,
    diskBytes,
    holderPid: holder.pid,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
