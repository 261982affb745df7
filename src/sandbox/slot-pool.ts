import { setTimeout as delay } from 'node:timers/promises';
import type { HostAddresses } from './host-addresses.ts';
import type { Owner } from './owner.ts';
import { prepareSlot, type Slot } from './slot.ts';

/** Slots ready for use; each is used once. */
export interface SlotPool {
  take(diskBytes: number): Promise<Slot>;
  close(): Promise<void>;
}

interface Waiter {
  readonly resolve: (slot: Slot) => void;
  readonly reject: (error: unknown) => void;
}

/** Making one is mostly waiting for the kernel; more than these get in one another's way. */
const MOST_AT_ONCE = 6;
const PAUSE_AFTER_FAILURE_MS = 1_000;

/** Keeps `size` slots with a way to the internet ready, more when callers wait; `live` holds every one, idle or in use. */
export function createSlotPool(owner: Owner, live: Set<Slot>, addresses: HostAddresses, size: number): SlotPool {
  const idle: Slot[] = [];
  const waiters: Waiter[] = [];
  const making = new Set<Promise<void>>();
  let count = 0;
  let lastDiskBytes = 256 * 1024 * 1024;
  let isClosed = false;

  function fill(): void {
    while (!isClosed && making.size < MOST_AT_ONCE && idle.length + making.size < size + waiters.length) {
      const one = make().finally(() => {
        making.delete(one);
        fill();
      });
      making.add(one);
    }
  }

  async function make(): Promise<void> {
    count += 1;
    try {
      const { generation } = addresses;
      const slot = await prepareSlot(owner, `net-${count}`, 'internet', lastDiskBytes);
      if (generation !== addresses.generation) return await slot.dispose();
      live.add(slot);
      void slot.ended.then(() => onEnd(slot));
      const waiter = waiters.shift();
      if (waiter === undefined) idle.push(slot);
      else waiter.resolve(slot);
    } catch (error) {
      await onFailure(error);
    }
  }

  /** One that died while idle must not be handed out. */
  function onEnd(slot: Slot): void {
    live.delete(slot);
    const index = idle.indexOf(slot);
    if (index < 0) return;
    idle.splice(index, 1);
    void slot.dispose();
    fill();
  }

  async function onFailure(error: unknown): Promise<void> {
    if (isClosed) return;
    owner.log('error', 'a sandbox could not be made ready', { error: String(error) });
    const waiter = waiters.shift();
    if (waiter === undefined) await delay(PAUSE_AFTER_FAILURE_MS, undefined, { ref: false });
    else waiter.reject(error);
  }

  function take(diskBytes: number): Promise<Slot> {
    lastDiskBytes = diskBytes;
    const slot = idle.shift();
    const taken = slot ?? new Promise<Slot>((resolve, reject) => waiters.push({ resolve, reject }));
    // After the caller has sent its orders: making the next one must not delay this one.
    setImmediate(fill);
    return Promise.resolve(taken);
  }

  async function close(): Promise<void> {
    isClosed = true;
    for (const waiter of waiters.splice(0)) waiter.reject(new Error('the sandbox is closed'));
    await Promise.all(making);
    idle.length = 0;
    await Promise.all([...live].map((slot) => slot.dispose()));
  }

  fill();
  return { take, close };
}
