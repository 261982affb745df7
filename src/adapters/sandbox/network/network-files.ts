import { renameSync, writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { NEVER_OPENED_RANGES } from '../../../domain/network/special-purpose-ranges.ts';

/** slirp4netns' network inside a sandbox. */
export const SLIRP = {
  network: '10.0.2.0/24',
  gateway: '10.0.2.2',
  nameServer: '10.0.2.3',
  device: 'tap0',
  broadcasts: ['10.0.2.0', '10.0.2.255'],
} as const;

/** Looked at before everything else: addresses that stay closed whatever is opened, first of all this host's own. */
const CLOSED = { pref: 40, table: 199 } as const;
/** The route out for what was opened or resolved, past the blocked ranges of the main table. */
const OPENED = { pref: 50, table: 200 } as const;

/**
 * Orders for `ip -batch` that a namespace gets once slirp4netns is up and before anything runs there: no way to blocked ranges and to
 * addresses of this host; and of slirp4netns' own network only the name server, and only its port 53, as slirp4netns hands every
 * other port on to the host's name server, which may be this very host.
 */
export function internetRoutes(blockedRanges: readonly string[], localAddresses: readonly string[]): string {
  const orders = [
    'link set lo up',
    `rule add pref ${CLOSED.pref} lookup ${CLOSED.table}`,
    ...blackholes(blockedRanges),
    ...closedRoutes([...NEVER_OPENED_RANGES, ...localAddresses]),
    `route add default via ${SLIRP.gateway} dev ${SLIRP.device} table ${OPENED.table}`,
    ...nameServerRules('add'),
    `rule add pref 61 to ${SLIRP.network} blackhole`,
    // slirp4netns sends what comes for them out of the host; the kernel asks its table of local addresses before any rule.
    ...SLIRP.broadcasts.map((address) => `route replace blackhole ${address}/32 table local`),
  ];
  return [...orders, ''].join('\n');
}

/** One order for each IPv4 range; inside a sandbox IPv6 is off. */
function blackholes(ranges: readonly string[]): string[] {
  return ranges.filter((range) => isIPv4(range.split('/')[0] ?? '')).map((range) => `route replace blackhole ${range}`);
}

/** Orders that close ranges for good: nothing that is opened leads past them. */
export function closedRoutes(ranges: readonly string[]): string[] {
  return blackholes(ranges).map((order) => `${order} table ${CLOSED.table}`);
}

/**
 * Takes the way to the internet and to slirp4netns' name server away; what is opened afterwards is all there is.
 *
 * A socket that is bound to the device passes every rule by: for it what has no route is on the link, where slirp4netns responds for
 * its own addresses. So the name server's becomes one of the namespace itself.
 */
export function narrowingRules(): string[] {
  return [
    `route del default dev ${SLIRP.device}`,
    ...nameServerRules('del'),
    `addr add ${SLIRP.nameServer}/32 dev ${SLIRP.device}`,
  ];
}

/** Opens an address, or one TCP port of it. */
export function openingRule(address: string, port: number | null): string {
  const narrowed = port === null ? '' : ` ipproto tcp dport ${port}`;
  return `rule add pref ${OPENED.pref} to ${address}/32${narrowed} lookup ${OPENED.table}`;
}

function nameServerRules(verb: 'add' | 'del'): string[] {
  return ['udp', 'tcp'].map(
    (protocol) => `rule ${verb} pref 60 to ${SLIRP.nameServer}/32 ipproto ${protocol} dport 53 lookup main`,
  );
}

/** Written beside and renamed: a namespace that is being made reads either the old or the new one. */
export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
