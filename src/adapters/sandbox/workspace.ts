import type { Owner } from './owner.ts';
import type { SandboxWorkspace } from './sandbox.ts';

/** A workspace of this driver: a process that holds a mount namespace with a size-capped disk. */
export interface HeldWorkspace extends SandboxWorkspace {
  readonly holderPid: number;
  readonly diskBytes: number;
}

/** @throws Error with a plain sentence where it can't be made */
export async function openHeldWorkspace(owner: Owner, id: string, diskBytes: number): Promise<HeldWorkspace> {
  const holder = await owner.launcher.launch({
    stage: 'workspace',
    network: 'none',
    diskBytes,
    joinFiles: [],
    networkJoinFiles: [],
  });
  await holder.answer('prepared');
  return {
    id,
    diskBytes,
    holderPid: holder.pid,
    async close() {
      holder.kill();
      await holder.ended;
    },
  };
}
