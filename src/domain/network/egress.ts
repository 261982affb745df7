import { isHostName, isHostPattern, normaliseHostName } from './host-pattern.ts';
import { isWithinIPv4, parseIPv4 } from './ipv4-ranges.ts';
import { NEVER_OPENED_RANGES } from './special-purpose-ranges.ts';

/** A host that an admin opened although its address may be private: a name or an IPv4 address; port null = all ports. */
export interface OpenedHost {
  readonly host: string;
  readonly port: number | null;
}

/** What the runs of an integration may reach. */
export interface Egress {
  readonly opened: readonly OpenedHost[];
  /** Names and `*.example.com` that the rest is narrowed to, null = the whole internet. */
  readonly allowed: readonly string[] | null;
}

export const OPEN_EGRESS: Egress = { opened: [], allowed: null };

interface Issue {
  readonly pointer: string;
  readonly message: string;
}

/** The same with names as they are compared, each once. */
export function normaliseEgress({ opened, allowed }: Egress): Egress {
  const hosts = opened.map(({ host, port }) => ({ host: normaliseHostName(host), port }));
  return {
    opened: [...new Map(hosts.map((one) => [`${one.host} ${one.port}`, one])).values()],
    allowed: allowed && [...new Set(allowed.map(normaliseHostName))],
  };
}

/** What can't be opened or allowed, with a pointer to each; of normalised hosts. */
export function checkEgress({ opened, allowed }: Egress): Issue[] {
  return [
    ...opened.flatMap(({ host }, index) => {
      const message = openedIssue(host);
      return message === null ? [] : [{ pointer: `/opened/${index}/host`, message }];
    }),
    ...(allowed ?? []).flatMap((pattern, index) =>
      isHostPattern(pattern) ? [] : [{ pointer: `/allowed/${index}`, message: NO_PATTERN }],
    ),
  ];
}

const NO_PATTERN = 'has to be a host name, or "*." before one of at least two labels, such as *.example.com';

function openedIssue(host: string): string | null {
  if (isHostName(host)) return null;
  const address = parseIPv4(host);
  if (address !== null) {
    return isWithinIPv4(address, NEVER_OPENED_RANGES)
      ? 'is never opened: loopback, link-local and metadata services of clouds stay closed'
      : null;
  }
  if (host.includes(':')) return 'is an IPv6 address or holds a port: sandboxes speak IPv4, and the port is a field';
  return 'has to be an exact host name or an IPv4 address';
}

/** Refused hosts that a log names; the next line represents all others. */
const MAX_NAMED = 20;

/** The log's line about the `count`th refused host, null where enough was said. */
export function describeRefusedHost(
  { host, reason }: { readonly host: string; readonly reason: 'not-allowed' | 'blocked-address' },
  count: number,
): string | null {
  if (count > MAX_NAMED + 1) return null;
  if (count > MAX_NAMED) return 'More hosts were refused; they are not named here.';
  return reason === 'not-allowed'
    ? `${host} was refused: it is not on the egress list of the integration.`
    : `${host} was refused: its address is private, reserved or this host's own, and was not opened to the integration.`;
}
