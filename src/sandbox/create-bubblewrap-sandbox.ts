import { join } from 'node:path';
import { SPECIAL_PURPOSE_RANGES } from '../domain/network/special-purpose-ranges.ts';
import { AppError } from '../errors/app-error.ts';
import { checkIsolation } from './check-isolation.ts';
import { createHostAddresses } from './host-addresses.ts';
import { openOwner } from './open-owner.ts';
import type { SandboxLog } from './owner.ts';
import type { Sandbox, SandboxProcess, SandboxSpec, SandboxWorkspace } from './sandbox.ts';
import { followProcess } from './sandbox-process.ts';
import { prepareSlot, type Slot } from './slot.ts';
import { createSlotPool } from './slot-pool.ts';
import { resolveOpenHosts, startInSlot } from './start-in-slot.ts';
import { sweepDeadOwners } from './sweep-dead-owners.ts';
import { validateSpec } from './validate-spec.ts';
import { type HeldWorkspace, openHeldWorkspace } from './workspace.ts';

export interface BubblewrapSandboxOptions {
  /** Of this installation, `[a-z0-9-]{1,40}`: owners of one hub sweep after one another. */
  readonly hubId: string;
  /** Of this worker process, `[a-z0-9-]{1,40}`. */
  readonly ownerId: string;
  /** The hub's data folder; this driver works below `sandbox/` in it. */
  readonly dataDirectory: string;
  /** CIDRs out of reach, IPv4 and IPv6; addresses of this host always are. */
  readonly blockedRanges?: readonly string[];
  /** Network namespaces kept ready, 4 by default. */
  readonly poolSize?: number;
  /** The unprivileged uid and gid that sandboxes run as where the hub is root; 64646 by default, needs no account. */
  readonly sandboxUid?: number;
  readonly cgroup: 'required' | 'rlimits-accepted';
  readonly log: SandboxLog;
}

const DEFAULT_POOL_SIZE = 4;
const DEFAULT_SANDBOX_UID = 64_646;

/**
 * The sandbox port on bubblewrap: namespaces, overlayfs, cgroups, seccomp and slirp4netns, as root and as an ordinary user.
 * @throws AppError `sandbox_unavailable`
 */
export async function createBubblewrapSandbox(options: BubblewrapSandboxOptions): Promise<Sandbox> {
  const owner = await openOwner({ ...options, sandboxUid: options.sandboxUid ?? DEFAULT_SANDBOX_UID });
  const live = new Set<Slot>();
  const addresses = createHostAddresses(owner, options.blockedRanges ?? SPECIAL_PURPOSE_RANGES, live);
  const pool = createSlotPool(owner, live, addresses, options.poolSize ?? DEFAULT_POOL_SIZE);
  const workspaces = new Set<HeldWorkspace>();
  const running = new Map<string, Slot>();
  const starting = new Set<Promise<unknown>>();
  let offlineCount = 0;
  let isClosed = false;

  async function takeSlot(spec: SandboxSpec): Promise<Slot> {
    if (spec.network.kind === 'internet') return pool.take(spec.limits.diskBytes);
    offlineCount += 1;
    return prepareSlot(owner, `none-${offlineCount}`, 'none', spec.limits.diskBytes);
  }

  async function start(spec: SandboxSpec): Promise<SandboxProcess> {
    const workspace = spec.volume.kind === 'workspace' ? requireOpen(workspaces, spec.volume.workspace) : null;
    addresses.refresh();
    const [slot, opened] = await Promise.all([
      takeSlot(spec),
      resolveOpenHosts(spec, (address) => addresses.isLocal(address), owner),
    ]);
    try {
      if (isClosed) throw new Error('the sandbox is closed');
      slot.cgroup?.setLimits(spec.limits);
      owner.supervisor.arm(slot.id, spec.deadlineMs, slot.killTarget);
      running.set(spec.id, slot);
      const started = followProcess(owner, slot, () => running.delete(spec.id));
      await startInSlot(owner, slot, spec, workspace, opened);
      return started;
    } catch (error) {
      await slot.dispose();
      throw error;
    }
  }

  const sandbox: Sandbox = {
    driver: 'bubblewrap',
    check: () => checkIsolation(sandbox),
    async openWorkspace(id, diskBytes): Promise<SandboxWorkspace> {
      const workspace = await openHeldWorkspace(owner, id, diskBytes).catch(unavailable);
      workspaces.add(workspace);
      return { id, close: () => workspace.close().finally(() => workspaces.delete(workspace)) };
    },
    async start(spec) {
      validateSpec(spec);
      if (isClosed) throw new AppError('sandbox_unavailable', 'The sandbox is closed.');
      if (running.has(spec.id)) throw new AppError('conflict', `A sandbox with the id ${spec.id} is running.`);
      const started = start(spec).catch(unavailable);
      starting.add(started);
      return started.finally(() => starting.delete(started));
    },
    sweep: () => sweepDeadOwners(options.hubId, join(options.dataDirectory, 'sandbox', options.hubId)),
    async close() {
      if (isClosed) return;
      isClosed = true;
      addresses.close();
      await pool.close();
      await Promise.allSettled([...starting]);
      await Promise.all([...running.values()].map((slot) => slot.dispose()));
      await Promise.all([...workspaces].map((workspace) => workspace.close()));
      await owner.close();
    },
  };
  return sandbox;
}

function requireOpen(workspaces: ReadonlySet<HeldWorkspace>, wanted: SandboxWorkspace): HeldWorkspace {
  const workspace = [...workspaces].find(({ id }) => id === wanted.id);
  if (workspace === undefined) throw new Error(`the workspace ${wanted.id} is closed`);
  return workspace;
}

function unavailable(error: unknown): never {
  if (error instanceof AppError) throw error;
  const reason = error instanceof Error ? error.message : String(error);
  throw new AppError('sandbox_unavailable', `The sandbox could not be set up: ${reason}.`, { cause: error });
}
