import { join } from 'node:path';
import { NEVER_OPENED_RANGES } from '../../../domain/network/special-purpose-ranges.ts';
import { setRules } from './enter-namespace.ts';
import { readLocalAddresses } from './local-addresses.ts';
import { closedRoutes, internetRoutes, SLIRP, writeWhole } from './network-files.ts';
import type { LiveNamespace, NetworkOwner } from './network-owner.ts';
import { createRanges } from './ranges.ts';

const CHECK_EVERY_MS = 2_000;

/** The addresses of this host, kept out of reach of every namespace while they change. */
export interface HostAddresses {
  /** Counts the changes: a namespace that was begun under another number may lack an address. */
  readonly generation: number;
  /** Of this host, of slirp4netns, link-local, metadata: closed whatever an admin opens. */
  isClosed(address: string): boolean;
  /** In a blocked range, which an admin may open. */
  isBlocked(address: string): boolean;
  /** Reads the addresses again now; cheap enough for each start. */
  refresh(): void;
  close(): void;
}

/** Writes the routes that new namespaces get, and adds to those that live what has changed. */
export function createHostAddresses(
  owner: NetworkOwner,
  blockedRanges: readonly string[],
  live: ReadonlySet<LiveNamespace>,
): HostAddresses {
  const isBlocked = createRanges(blockedRanges);
  let known: readonly string[] = [];
  let isClosed = createRanges([]);
  let generation = 0;

  function refresh(): void {
    const now = readLocalAddresses();
    const added = now.filter((range) => !known.includes(range));
    if (added.length === 0 && now.length === known.length) return;
    known = now;
    generation += 1;
    // In slirp4netns' own network every address means this host.
    isClosed = createRanges([...now, SLIRP.network, ...NEVER_OPENED_RANGES]);
    writeWhole(join(owner.directory, 'internet.routes'), internetRoutes(blockedRanges, now));
    const orders = closedRoutes(added);
    if (orders.length > 0) for (const namespace of live) void closeTo(owner, namespace, orders);
  }

  refresh();
  const timer = setInterval(refresh, CHECK_EVERY_MS);
  timer.unref();
  return {
    get generation() {
      return generation;
    },
    isClosed: (address) => isClosed(address),
    isBlocked,
    refresh,
    close: () => clearInterval(timer),
  };
}

async function closeTo(owner: NetworkOwner, namespace: LiveNamespace, orders: readonly string[]): Promise<void> {
  if (!namespace.isAlive()) return;
  try {
    await setRules(owner, namespace.pid, orders);
  } catch {
    if (!namespace.isAlive()) return;
    owner.log('error', 'a new address of this host could not be closed to a sandbox, which is ended', {
      id: namespace.id,
    });
    await namespace.dispose();
  }
}
