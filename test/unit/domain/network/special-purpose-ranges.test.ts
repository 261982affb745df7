import { BlockList, isIPv4 } from 'node:net';
import { expect } from 'chai';
import { NEVER_OPENED_RANGES, SPECIAL_PURPOSE_RANGES } from '../../../../src/domain/network/special-purpose-ranges.ts';

/** Every block of IANA's IPv4 registry of special purposes. @see https://www.iana.org/assignments/iana-ipv4-special-registry */
const IPV4_REGISTRY = [
  ...['0.0.0.0/8', '0.0.0.0/32', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...[
    '192.0.0.0/24',
    '192.0.0.0/29',
    '192.0.0.8/32',
    '192.0.0.9/32',
    '192.0.0.10/32',
    '192.0.0.170/32',
    '192.0.0.171/32',
  ],
  ...['192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.88.99.2/32', '192.168.0.0/16'],
  ...['192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '240.0.0.0/4', '255.255.255.255/32'],
];

/** Every block of the IPv6 one. @see https://www.iana.org/assignments/iana-ipv6-special-registry */
const IPV6_REGISTRY = [
  ...[
    '::1/128',
    '::/128',
    '::ffff:0:0/96',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '100:0:0:1::/64',
    '2001::/23',
  ],
  ...['2001::/32', '2001:1::1/128', '2001:1::2/128', '2001:1::3/128', '2001:2::/48', '2001:3::/32', '2001:4:112::/48'],
  ...['2001:10::/28', '2001:20::/28', '2001:30::/28', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'],
  ...['5f00::/16', 'fc00::/7', 'fe80::/10'],
];

describe('the blocked ranges', () => {
  for (const range of [...IPV4_REGISTRY, ...IPV6_REGISTRY, '224.0.0.0/4', 'ff00::/8']) {
    it(`cover ${range} from its first address to its last`, () => {
      const blocked = listOf(SPECIAL_PURPOSE_RANGES, isIPv4(range.split('/')[0] ?? ''));
      for (const address of endsOf(range)) expect(blocked(address), address).to.equal(true);
    });
  }

  it('cover every way to write an IPv4 address inside of an IPv6 one', () => {
    const blocked = listOf(SPECIAL_PURPOSE_RANGES, false);
    // Mapped, compatible, NAT64, 6to4 and Teredo, all of 8.8.8.8 and thus of whatever else.
    const written = ['::ffff:8.8.8.8', '::8.8.8.8', '64:ff9b::808:808', '2002:808:808::1', '2001:0:808:808::1'];
    for (const address of written) expect(blocked(address), address).to.equal(true);
  });

  it('leave the internet alone', () => {
    for (const address of [
      '1.1.1.1',
      '9.255.255.255',
      '11.0.0.0',
      '172.15.0.1',
      '172.32.0.1',
      '192.169.0.1',
      '223.255.255.255',
    ]) {
      expect(listOf(SPECIAL_PURPOSE_RANGES, true)(address), address).to.equal(false);
    }
    for (const address of ['2600::1', '2a00:1450::1', '2001:200::1']) {
      expect(listOf(SPECIAL_PURPOSE_RANGES, false)(address), address).to.equal(false);
    }
  });

  it('know what stays closed whatever is opened', () => {
    const closed = listOf(NEVER_OPENED_RANGES, true);
    for (const address of [
      '169.254.169.254',
      '168.63.129.16',
      '100.100.100.200',
      '127.0.0.1',
      '0.0.0.0',
      '224.0.0.1',
    ]) {
      expect(closed(address), address).to.equal(true);
    }
    for (const address of ['10.0.0.1', '192.168.1.1', '100.64.0.1', '172.16.0.1']) {
      expect(closed(address), address).to.equal(false);
    }
  });
});

/** One list for a family: a list of both matches IPv4 addresses against ::ffff:0:0/96. */
function listOf(ranges: readonly string[], isOfIPv4: boolean): (address: string) => boolean {
  const family = isOfIPv4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix = ''] = range.split('/');
    if (isIPv4(network) === isOfIPv4) list.addSubnet(network, Number(prefix), family);
  }
  return (address) => list.check(address, family);
}

/** The first and the last address of a CIDR. */
function endsOf(range: string): string[] {
  const [network = '', prefix = ''] = range.split('/');
  const bits = isIPv4(network) ? 32 : 128;
  const first = isIPv4(network) ? fromIPv4(network) : fromIPv6(network);
  const last = first | ((1n << BigInt(bits - Number(prefix))) - 1n);
  return [first, last].map((value) => (bits === 32 ? toIPv4(value) : toIPv6(value)));
}

const fromIPv4 = (address: string): bigint => address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);

const toIPv4 = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');

function fromIPv6(address: string): bigint {
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter((part) => part !== '');
  const right = tail.split(':').filter((part) => part !== '');
  const groups = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

function toIPv6(value: bigint): string {
  return Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16)).join(
    ':',
  );
}
