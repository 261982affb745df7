const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** The number of a dotted IPv4 address, null for anything else: no octal, no short forms. */
export function parseIPv4(text: string): number | null {
  const parts = IPV4.exec(text)?.slice(1) ?? [];
  if (parts.length === 0 || parts.some((part) => String(Number(part)) !== part || Number(part) > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Returns whether an address lies in one of the CIDRs. */
export function isWithinIPv4(address: number, ranges: readonly string[]): boolean {
  return ranges.some((range) => {
    const [network = '', prefix = '32'] = range.split('/');
    const first = parseIPv4(network);
    const size = 2 ** (32 - Number(prefix));
    return first !== null && address >= first && address < first + size;
  });
}
