import { setTimeout as delay } from 'node:timers/promises';
import type { NetworkKind } from './network/network-kind.ts';
import type { Owner } from './owner.ts';
import { prepareSlot, type Slot } from './slot.ts';

/** Slots ready for use; each is used once. */
export interface SlotPool {
  take(diskBytes: number): Promise<Slot>;
  close(): Promise<void>;
}

/** One without network, ready while another one works: the steps of a build come one after the other. */
export function createOfflinePool(owner: Owner): SlotPool {
  return createSlotPool(owner, { network: 'none', size: 1, live: new Set(), addresses: { generation: 0 } });
}

interface Waiter {
  readonly resolve: (slot: Slot) => void;
  readonly reject: (error: unknown) => void;
}

/** Making one is mostly waiting for the kernel; more than these get in one another's way. */
const MAX_AT_ONCE = 6;
const PAUSE_AFTER_FAILURE_MS = 1_000;
/** About what a child takes to its first line: making the next slot must not take the processor from it. */
const REFILL_AFTER_MS = 100;

export interface SlotPoolOptions {
  readonly network: NetworkKind;
  /** Kept ready; more when callers wait. */
  readonly size: number;
  /** Every one, idle or in use. */
  readonly live: Set<Slot>;
  /** What slots are made from; one that was made while it changed is not used. */
  readonly addresses: { readonly generation: number };
}

/** Keeps slots with this network ready. */
export function createSlotPool(owner: Owner, options: SlotPoolOptions): SlotPool {
  const pool = new WaitingSlots(owner, options);
  pool.fill();
  return pool;
}

class WaitingSlots implements SlotPool {
  readonly #owner: Owner;
  readonly #options: SlotPoolOptions;
  readonly #idle: Slot[] = [];
  readonly #waiters: Waiter[] = [];
  readonly #making = new Set<Promise<void>>();
  #count = 0;
  #lastDiskBytes = 256 * 1024 * 1024;
  #isClosed = false;
  #refill: NodeJS.Timeout | null = null;

  constructor(owner: Owner, options: SlotPoolOptions) {
    this.#owner = owner;
    this.#options = options;
  }

  fill(): void {
    while (this.#isShort()) {
      const one = this.#make().finally(() => {
        this.#making.delete(one);
        this.fill();
      });
      this.#making.add(one);
    }
  }

  take(diskBytes: number): Promise<Slot> {
    this.#lastDiskBytes = diskBytes;
    const slot = this.#idle.shift();
    const taken = slot ?? new Promise<Slot>((resolve, reject) => this.#waiters.push({ resolve, reject }));
    if (slot === undefined) this.fill();
    else this.#refillLater();
    return Promise.resolve(taken);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#refill !== null) clearTimeout(this.#refill);
    for (const waiter of this.#waiters.splice(0)) waiter.reject(new Error('the sandbox is closed'));
    await Promise.all(this.#making);
    this.#idle.length = 0;
    await Promise.all([...this.#options.live].map((slot) => slot.dispose()));
  }

  #refillLater(): void {
    this.#refill ??= setTimeout(() => {
      this.#refill = null;
      this.fill();
    }, REFILL_AFTER_MS).unref();
  }

  #isShort(): boolean {
    if (this.#isClosed || this.#making.size >= MAX_AT_ONCE) return false;
    return this.#idle.length + this.#making.size < this.#options.size + this.#waiters.length;
  }

  async #make(): Promise<void> {
    this.#count += 1;
    try {
      const { network, addresses, live } = this.#options;
      const { generation } = addresses;
      const slot = await prepareSlot(this.#owner, `${network}-${this.#count}`, network, this.#lastDiskBytes);
      if (generation !== addresses.generation) return await slot.dispose();
      live.add(slot);
      void slot.ended.then(() => this.#onEnd(slot));
      const waiter = this.#waiters.shift();
      if (waiter === undefined) this.#idle.push(slot);
      else waiter.resolve(slot);
    } catch (error) {
      await this.#onFailure(error);
    }
  }

  /** One that died while idle must not be handed out. */
  #onEnd(slot: Slot): void {
    this.#options.live.delete(slot);
    const index = this.#idle.indexOf(slot);
    if (index < 0) return;
    this.#idle.splice(index, 1);
    this.#owner.inBackground(slot.dispose());
    this.fill();
  }

  async #onFailure(error: unknown): Promise<void> {
    if (this.#isClosed) return;
    this.#owner.log('error', 'a sandbox could not be made ready', { err: error });
    const waiter = this.#waiters.shift();
    if (waiter === undefined) await delay(PAUSE_AFTER_FAILURE_MS, undefined, { ref: false });
    else waiter.reject(error);
  }
}
