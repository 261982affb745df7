import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { SPECIAL_PURPOSE_RANGES } from '../../domain/network/special-purpose-ranges.ts';
import { RequestError } from './request-error.ts';

export interface CheckedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface AddressRules {
  /** `host` or `host:port`; these may be private and may use plain http. */
  readonly allowedHosts: readonly string[];
  /** The setting that lists them, for messages: `HUBWRIGHT_GIT_ALLOWED_HOSTS`. */
  readonly allowedHostsSetting: string;
  /** Ports of the hub's own components: refused on every address of this machine, whatever is allowed. */
  readonly ownPorts: readonly number[];
  /** CIDRs; default IANA's special-purpose registries. */
  readonly blockedRanges?: readonly string[];
  /** Instead of the system's resolver. */
  readonly resolveHost?: (hostname: string) => Promise<readonly CheckedAddress[]>;
}

/** Decides which addresses may be connected to. */
export interface AddressGuard {
  /** Lets https pass, and plain http to allowed hosts. @throws RequestError refused */
  requireAllowedScheme(url: URL): void;
  /** Returns the addresses that a connection may use; connect to these and resolve nothing again. @throws RequestError dns · refused */
  checkedAddresses(hostname: string, port: number): Promise<readonly CheckedAddress[]>;
}

export function createAddressGuard(rules: AddressRules): AddressGuard {
  const blocked = rangesOf(rules.blockedRanges ?? SPECIAL_PURPOSE_RANGES);
  const allowed = new Set(rules.allowedHosts.map(normaliseEntry));
  const resolve = rules.resolveHost ?? resolveBySystem;

  const isAllowedHost = (hostname: string, port: number): boolean => {
    const host = normaliseHost(hostname);
    return allowed.has(host) || allowed.has(`${host} ${port}`);
  };

  const isPermitted = (address: CheckedAddress, hostname: string, port: number): boolean => {
    if (rules.ownPorts.includes(port) && isOwnAddress(address.address)) return false;
    return isAllowedHost(hostname, port) || !isIn(blocked, address.address);
  };

  return {
    requireAllowedScheme: (url) => {
      if (url.protocol !== 'http:' || isAllowedHost(url.hostname, url.port === '' ? 80 : Number(url.port))) return;
      throw new RequestError(
        'refused',
        `The hub connects to ${url.host} over https only: plain http is for hosts that ${rules.allowedHostsSetting} allows.`,
      );
    },
    checkedAddresses: async (hostname, port) => {
      const host = normaliseHost(hostname);
      const family = isIP(host);
      const found = family === 0 ? await resolve(host) : [{ address: host, family: family === 4 ? 4 : 6 } as const];
      const permitted = found.filter((address) => isPermitted(address, host, port));
      if (permitted.length > 0) return permitted;
      const isOwnPort = rules.ownPorts.includes(port) && found.some((one) => isOwnAddress(one.address));
      throw isOwnPort ? ownPortError(host, port) : privateAddressError(host, rules.allowedHostsSetting);
    },
  };
}

function ownPortError(host: string, port: number): RequestError {
  return new RequestError(
    'refused',
    `${host} port ${port} belongs to the hub itself, which never connects to its own ports.`,
  );
}

function privateAddressError(host: string, setting: string): RequestError {
  return new RequestError(
    'refused',
    `${host} lies on a private or reserved network, and is not among the hosts that ${setting} allows.`,
  );
}

async function resolveBySystem(hostname: string): Promise<readonly CheckedAddress[]> {
  try {
    const found = await lookup(hostname, { all: true });
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  } catch (cause) {
    throw new RequestError('dns', `The host name ${hostname} could not be resolved.`, { cause });
  }
}

/** One list per family: a list of both matches plain IPv4 addresses against ::ffff:0:0/96. */
interface Ranges {
  readonly ipv4: BlockList;
  readonly ipv6: BlockList;
}

function rangesOf(cidrs: readonly string[]): Ranges {
  const ranges = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const cidr of cidrs) {
    const [network = '', prefix = ''] = cidr.split('/');
    const family = familyOf(network);
    ranges[family].addSubnet(network, Number(prefix), family);
  }
  return ranges;
}

function isIn(ranges: Ranges, address: string): boolean {
  const plain = plainAddress(address);
  const family = familyOf(plain);
  return ranges[family].check(plain, family);
}

const LOOPBACK = rangesOf(['127.0.0.0/8', '0.0.0.0/8', '::/127']);

function isOwnAddress(address: string): boolean {
  if (isIn(LOOPBACK, address)) return true;
  const interfaces = Object.values(networkInterfaces()).flat();
  return interfaces.some((one) => one !== undefined && plainAddress(one.address) === plainAddress(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Canonical text without a zone; an IPv4-mapped address as the IPv4 one that it reaches. */
function plainAddress(address: string): string {
  const text = address.split('%')[0] ?? address;
  if (isIP(text) !== 6) return text;
  const canonical = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(canonical);
  if (mapped === null) return canonical;
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function normaliseHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/** `host`, or `host port` where the entry names one. */
function normaliseEntry(entry: string): string {
  const text = entry.trim();
  const withPort = isIP(text) === 6 ? null : /^(.+):(\d+)$/.exec(text);
  return withPort === null ? normaliseHost(text) : `${normaliseHost(withPort[1] ?? '')} ${Number(withPort[2])}`;
}
