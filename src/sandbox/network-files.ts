import { renameSync, writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';

/** slirp4netns' network inside a sandbox. */
export const SLIRP = { network: '10.0.2.0/24', gateway: '10.0.2.2', nameServer: '10.0.2.3', device: 'tap0' } as const;

/** Orders for `ip -batch` that a namespace gets when made: no way to blocked ranges and to addresses of this host. */
export function internetRoutes(blockedRanges: readonly string[], localAddresses: readonly string[]): string {
  return ['link set lo up', ...blackholes(blockedRanges), ...blackholes(localAddresses), ''].join('\n');
}

/** One order for each IPv4 range; inside a sandbox IPv6 is off. */
export function blackholes(ranges: readonly string[]): string[] {
  return ranges.filter((range) => isIPv4(range.split('/')[0] ?? '')).map((range) => `route replace blackhole ${range}`);
}

/**
 * Rules that follow once slirp4netns is up: of its own network only the name server is there, and only its port 53, as
 * slirp4netns hands every other port on to the host's name server, which may be this very host.
 * Table 200 is the way for hosts that were opened.
 */
export function guardRules(): string {
  const nameServer = (protocol: string): string =>
    `rule add pref 60 to ${SLIRP.nameServer}/32 ipproto ${protocol} dport 53 lookup main`;
  return [
    `route add default via ${SLIRP.gateway} dev ${SLIRP.device} table 200`,
    nameServer('udp'),
    nameServer('tcp'),
    `rule add pref 61 to ${SLIRP.network} blackhole`,
    '',
  ].join('\n');
}

/** Written beside and renamed: a namespace that is being made reads either the old or the new one. */
export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
