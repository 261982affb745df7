import { join } from 'node:path';
import { errorText } from '../../base/logging/describe-error.ts';
import { SPECIAL_PURPOSE_RANGES } from '../../domain/network/special-purpose-ranges.ts';
import { AppError } from '../../errors/app-error.ts';
import { INNER_UID } from './bubblewrap-arguments.ts';
import { checkIsolation } from './check-isolation.ts';
import { createHostAddresses, type HostAddresses } from './network/host-addresses.ts';
import { type OpenedNetwork, openNetwork } from './network/open-network.ts';
import { type OpenedOwner, openOwner } from './open-owner.ts';
import type { SandboxLog } from './owner.ts';
import type { Sandbox, SandboxProcess, SandboxSpec, SandboxWorkspace } from './sandbox.ts';
import { followProcess } from './sandbox-process.ts';
import type { Slot } from './slot.ts';
import { createOfflinePool, createSlotPool, type SlotPool } from './slot-pool.ts';
import { startInSlot } from './start-in-slot.ts';
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
  return new BubblewrapSandbox(owner, options);
}

class BubblewrapSandbox implements Sandbox {
  readonly driver = 'bubblewrap';
  readonly #owner: OpenedOwner;
  readonly #hubFolder: { readonly hubId: string; readonly path: string };
  readonly #addresses: HostAddresses;
  readonly #pool: SlotPool;
  readonly #offline: SlotPool;
  readonly #workspaces = new Set<HeldWorkspace>();
  readonly #running = new Map<string, Slot>();
  readonly #starting = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(owner: OpenedOwner, options: BubblewrapSandboxOptions) {
    const live = new Set<Slot>();
    this.#owner = owner;
    this.#hubFolder = { hubId: options.hubId, path: join(options.dataDirectory, 'sandbox', options.hubId) };
    this.#addresses = createHostAddresses(owner, options.blockedRanges ?? SPECIAL_PURPOSE_RANGES, live);
    const size = options.poolSize ?? DEFAULT_POOL_SIZE;
    this.#pool = createSlotPool(owner, { network: 'internet', size, live, addresses: this.#addresses });
    this.#offline = createOfflinePool(owner);
  }

  check(): Promise<void> {
    return checkIsolation(this, { uid: INNER_UID });
  }

  async openWorkspace(id: string, diskBytes: number): Promise<SandboxWorkspace> {
    const workspace = await openHeldWorkspace(this.#owner, id, diskBytes).catch(unavailable);
    this.#workspaces.add(workspace);
    return { id, close: () => workspace.close().finally(() => this.#workspaces.delete(workspace)) };
  }

  async start(spec: SandboxSpec): Promise<SandboxProcess> {
    validateSpec(spec);
    if (this.#isClosed) throw new AppError('sandbox_unavailable', 'The sandbox is closed.');
    if (this.#running.has(spec.id)) throw new AppError('conflict', `A sandbox with the id ${spec.id} is running.`);
    const started = this.#start(spec).catch(unavailable);
    this.#starting.add(started);
    return started.finally(() => this.#starting.delete(started));
  }

  sweep(): Promise<void> {
    return sweepDeadOwners(this.#hubFolder.hubId, this.#hubFolder.path);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#addresses.close();
    await Promise.all([this.#pool.close(), this.#offline.close()]);
    await Promise.allSettled([...this.#starting]);
    await Promise.all([...this.#running.values()].map((slot) => slot.dispose()));
    await Promise.all([...this.#workspaces].map((workspace) => workspace.close()));
    await this.#owner.close();
  }

  async #start(spec: SandboxSpec): Promise<SandboxProcess> {
    const workspace = spec.volume.kind === 'workspace' ? requireOpen(this.#workspaces, spec.volume.workspace) : null;
    this.#addresses.refresh();
    const slot = await this.#acquireSlot(spec);
    try {
      const network = await this.#openNetwork(slot, spec);
      if (this.#isClosed) throw new Error('the sandbox is closed');
      slot.cgroup?.setLimits(spec.limits);
      this.#owner.supervisor.arm(slot.id, spec.deadlineMs, slot.killTarget);
      this.#running.set(spec.id, slot);
      const started = followProcess(this.#owner, slot, () => this.#running.delete(spec.id));
      await startInSlot(this.#owner, slot, spec, workspace, network);
      return started;
    } catch (error) {
      await slot.dispose();
      throw error;
    }
  }

  async #openNetwork(slot: Slot, { network }: SandboxSpec): Promise<OpenedNetwork | null> {
    if (network.kind === 'none') return null;
    const opened = await openNetwork(this.#owner, slot, network, this.#addresses);
    void slot.ended.then(() => this.#owner.inBackground(opened.close()));
    return opened;
  }

  #acquireSlot(spec: SandboxSpec): Promise<Slot> {
    return (spec.network.kind === 'internet' ? this.#pool : this.#offline).take(spec.limits.diskBytes);
  }
}

function requireOpen(workspaces: ReadonlySet<HeldWorkspace>, wanted: SandboxWorkspace): HeldWorkspace {
  const workspace = [...workspaces].find(({ id }) => id === wanted.id);
  if (workspace === undefined) throw new Error(`the workspace ${wanted.id} is closed`);
  return workspace;
}

function unavailable(error: unknown): never {
  if (error instanceof AppError) throw error;
  const reason = errorText(error);
  throw new AppError('sandbox_unavailable', `The sandbox could not be set up: ${reason}.`, { cause: error });
}
