import { BlockList, isIPv4 } from 'node:net';

/** Returns whether an IPv4 address lies in one of the CIDRs; IPv6 ones are left out, as sandboxes have no IPv6. */
export function createRanges(cidrs: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', prefix = '32'] = cidr.split('/');
    if (isIPv4(network)) list.addSubnet(network, Number(prefix), 'ipv4');
  }
  return (address) => isIPv4(address) && list.check(address);
}
