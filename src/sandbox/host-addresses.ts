import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { BlockList, isIPv4 } from 'node:net';
import { join } from 'node:path';
import { LAUNCH_PATH } from './launch.ts';
import { readLocalAddresses } from './local-addresses.ts';
import { blackholes, internetRoutes, SLIRP, writeWhole } from './network-files.ts';
import type { Owner } from './owner.ts';
import type { Slot } from './slot.ts';

const CHECK_EVERY_MS = 2_000;

/** The addresses of this host, kept out of reach of every namespace while they change. */
export interface HostAddresses {
  /** Counts the changes: a slot that was begun under another number may lack an address. */
  readonly generation: number;
  isLocal(address: string): boolean;
  /** Looks again now; cheap enough for each start. */
  refresh(): void;
  close(): void;
}

/** Writes the routes that new namespaces get, and adds to those that live what has changed. */
export function createHostAddresses(
  owner: Owner,
  blockedRanges: readonly string[],
  liveSlots: ReadonlySet<Slot>,
): HostAddresses {
  let known: readonly string[] = [];
  let list = new BlockList();
  let generation = 0;

  function refresh(): void {
    const now = readLocalAddresses();
    const added = now.filter((range) => !known.includes(range));
    if (added.length === 0 && now.length === known.length) return;
    known = now;
    generation += 1;
    // In slirp4netns' own network every address stands for this host.
    list = toBlockList([...now, SLIRP.network]);
    writeWhole(join(owner.directory, 'internet.routes'), internetRoutes(blockedRanges, now));
    const orders = blackholes(added);
    if (orders.length === 0) return;
    const path = join(owner.directory, 'added.routes');
    writeFileSync(path, `${orders.join('\n')}\n`);
    for (const slot of liveSlots) addRoutes(owner, slot, path);
  }

  refresh();
  const timer = setInterval(refresh, CHECK_EVERY_MS);
  timer.unref();
  return {
    get generation() {
      return generation;
    },
    isLocal: (address) => isIPv4(address) && list.check(address),
    refresh,
    close: () => clearInterval(timer),
  };
}

function toBlockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix = '32'] = range.split('/');
    list.addSubnet(address, Number(prefix), 'ipv4');
  }
  return list;
}

function addRoutes(owner: Owner, slot: Slot, path: string): void {
  const target = ['--target', String(slot.pid), '--net'];
  const user = owner.userNamespacePid === null ? [] : ['--user', '--preserve-credentials'];
  execFile('nsenter', [...user, ...target, 'ip', '-batch', path], { env: { PATH: LAUNCH_PATH } }, (error) => {
    if (error !== null && liveAfterwards(slot)) {
      owner.log('error', 'a new address of this host could not be closed to a sandbox, which is ended', {
        id: slot.id,
      });
      void slot.dispose();
    }
  });
}

function liveAfterwards(slot: Slot): boolean {
  return slot.launched.child.exitCode === null && slot.launched.child.signalCode === null;
}
