import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorText } from '../../../base/logging/describe-error.ts';
import { SPECIAL_PURPOSE_RANGES } from '../../../domain/network/special-purpose-ranges.ts';
import { AppError } from '../../../errors/app-error.ts';
import { checkIsolation } from '../check-isolation.ts';
import { createHostAddresses, type HostAddresses } from '../network/host-addresses.ts';
import { type OpenedOwner, openOwner } from '../open-owner.ts';
import type { SandboxLog } from '../owner.ts';
import type { Sandbox, SandboxProcess, SandboxSpec, SandboxWorkspace } from '../sandbox.ts';
import type { Slot } from '../slot.ts';
import { createOfflinePool, createSlotPool, type SlotPool } from '../slot-pool.ts';
import { sweepDeadOwners } from '../sweep-dead-owners.ts';
import { validateSpec } from '../validate-spec.ts';
import { checkEngine, type EngineFacts } from './check-engine.ts';
import { removeContainersOfDead } from './containers.ts';
import { type Disk, openDisk } from './disk.ts';
import { connectEngine, type EngineClient } from './engine-client.ts';
import { GVISOR_UID, requireFreeUids } from './gvisor-settings.ts';
import { createSeccompProfile, ENGINE_PROFILE_PATH } from './seccomp-profile.ts';
import { startContainer } from './start-container.ts';

export interface ContainerSandboxOptions {
  /** Of this installation, `[a-z0-9-]{1,40}`: owners of one hub sweep after one another. */
  readonly hubId: string;
  /** Of this worker process, `[a-z0-9-]{1,40}`. */
  readonly ownerId: string;
  /** The hub's data folder, on the engine's host; this driver works below `sandbox/` in it. */
  readonly dataDirectory: string;
  readonly socketPath: string;
  /** The engine's runtime (`runc`, `crun`); null = the engine's default. */
  readonly runtime: string | null;
  /** Of sandboxes that request no other. */
  readonly image: string;
  /** Every image that is needed. */
  readonly images: readonly string[];
  /** CIDRs out of reach, IPv4 and IPv6; addresses of this host always are. */
  readonly blockedRanges?: readonly string[];
  /** Network namespaces kept ready, 4 by default. */
  readonly poolSize?: number;
  /** The uid and gid that sandboxes run as; 64646 by default, needs no account. */
  readonly sandboxUid?: number;
  readonly log: SandboxLog;
}

/** A sandbox whose systems are images. */
export interface ImageSandbox extends Sandbox {
  /** What an image sets in the environment. */
  variablesOf(image: string): Readonly<Record<string, string>>;
}

const DEFAULT_POOL_SIZE = 4;
const DEFAULT_SANDBOX_UID = 64_646;

/**
 * The sandbox port on a container engine: its containers run in network namespaces and on disks that the hub itself creates.
 * @throws AppError `sandbox_unavailable`
 */
export async function createContainerSandbox(options: ContainerSandboxOptions): Promise<ImageSandbox> {
  if (process.getuid?.() !== 0) {
    throw new AppError(
      'sandbox_unavailable',
      'The container sandbox needs a hub that runs as root on the host of the engine: it makes network namespaces and disks for containers.',
    );
  }
  const sandboxUid = options.sandboxUid ?? DEFAULT_SANDBOX_UID;
  const engine = await connectEngine(options.socketPath).catch(unreachable);
  const facts = await checkEngine(engine, options);
  if (facts.isGvisor) requireFreeUids(sandboxUid);
  const owner = await openOwner({ ...options, sandboxUid, cgroup: 'required', engineSocket: options.socketPath });
  try {
    writeFileSync(
      join(owner.directory, 'seccomp.json'),
      createSeccompProfile(readFileSync(ENGINE_PROFILE_PATH, 'utf8'), facts.isGvisor),
    );
    return new ContainerSandbox(owner, engine, facts, { ...options, sandboxUid });
  } catch (error) {
    await owner.close();
    return unavailable(error);
  }
}

class ContainerSandbox implements ImageSandbox {
  readonly driver = 'container';
  readonly #owner: OpenedOwner;
  readonly #engine: EngineClient;
  readonly #facts: EngineFacts;
  readonly #options: ContainerSandboxOptions & { readonly sandboxUid: number };
  readonly #addresses: HostAddresses;
  readonly #pool: SlotPool;
  readonly #offline: SlotPool;
  readonly #workspaces = new Map<string, Disk>();
  readonly #running = new Map<string, SandboxProcess>();
  readonly #starting = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(
    owner: OpenedOwner,
    engine: EngineClient,
    facts: EngineFacts,
    options: ContainerSandboxOptions & { readonly sandboxUid: number },
  ) {
    const live = new Set<Slot>();
    this.#owner = owner;
    this.#engine = engine;
    this.#facts = facts;
    this.#options = options;
    this.#addresses = createHostAddresses(owner, options.blockedRanges ?? SPECIAL_PURPOSE_RANGES, live);
    const size = options.poolSize ?? DEFAULT_POOL_SIZE;
    this.#pool = createSlotPool(owner, { network: 'internet', size, live, addresses: this.#addresses });
    this.#offline = createOfflinePool(owner);
  }

  variablesOf(image: string): Readonly<Record<string, string>> {
    return this.#facts.imageVariables[image] ?? {};
  }

  check(): Promise<void> {
    return checkIsolation(this, { uid: this.#facts.isGvisor ? GVISOR_UID : this.#options.sandboxUid });
  }

  async openWorkspace(id: string, diskBytes: number): Promise<SandboxWorkspace> {
    const disk = await openDisk(this.#owner, `workspace-${id}`, diskBytes).catch(unavailable);
    this.#workspaces.set(id, disk);
    return {
      id,
      close: async () => {
        if (this.#workspaces.get(id) === disk) this.#workspaces.delete(id);
        await disk.close();
      },
    };
  }

  async start(spec: SandboxSpec): Promise<SandboxProcess> {
    validateSpec(spec);
    if (this.#isClosed) throw new AppError('sandbox_unavailable', 'The sandbox is closed.');
    if (this.#running.has(spec.id)) throw new AppError('conflict', `A sandbox with the id ${spec.id} is running.`);
    const started = this.#start(spec).catch(unavailable);
    this.#starting.add(started);
    return started.finally(() => this.#starting.delete(started));
  }

  async sweep(): Promise<void> {
    await removeContainersOfDead(this.#engine, this.#options.hubId).catch(unavailable);
    await sweepDeadOwners(this.#options.hubId, join(this.#options.dataDirectory, 'sandbox', this.#options.hubId));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#addresses.close();
    await Promise.allSettled([...this.#starting]);
    const running = [...this.#running.values()];
    for (const process of running) process.terminate(0);
    await Promise.all(running.map(({ exited }) => exited));
    await Promise.all([this.#pool.close(), this.#offline.close()]);
    await Promise.all([...this.#workspaces.values()].map((disk) => disk.close()));
    await this.#owner.close();
  }

  async #start(spec: SandboxSpec): Promise<SandboxProcess> {
    const workspace = spec.volume.kind === 'workspace' ? this.#requireOpen(spec.volume.workspace) : null;
    this.#addresses.refresh();
    const slot = await this.#acquireSlot(spec);
    try {
      if (this.#isClosed) throw new Error('the sandbox is closed');
      const started = await startContainer({
        ...{ owner: this.#owner, engine: this.#engine, facts: this.#facts, options: this.#options },
        ...{ addresses: this.#addresses, slot, spec, workspace },
      });
      this.#running.set(spec.id, started);
      const forget = (): void => void this.#running.delete(spec.id);
      started.exited.then(forget, forget);
      return started;
    } catch (error) {
      await slot.dispose();
      throw error;
    }
  }

  #requireOpen({ id }: SandboxWorkspace): Disk {
    const disk = this.#workspaces.get(id);
    if (disk === undefined) throw new Error(`the workspace ${id} is closed`);
    return disk;
  }

  #acquireSlot(spec: SandboxSpec): Promise<Slot> {
    return (spec.network.kind === 'internet' ? this.#pool : this.#offline).take(spec.limits.diskBytes);
  }
}

function unreachable(error: unknown): never {
  const reason = errorText(error);
  throw new AppError(
    'sandbox_unavailable',
    `The container engine can't be used: ${reason}. HUBWRIGHT_CONTAINER_SOCKET has to be its socket.`,
    { cause: error },
  );
}

function unavailable(error: unknown): never {
  if (error instanceof AppError) throw error;
  const reason = errorText(error);
  throw new AppError('sandbox_unavailable', `The sandbox could not be set up: ${reason}.`, { cause: error });
}
