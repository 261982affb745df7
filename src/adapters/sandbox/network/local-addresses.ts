import { readFileSync } from 'node:fs';

/**
 * Every IPv4 range that this host takes as its own, in CIDR form, read from the kernel's routing trie.
 *
 * Interfaces without a carrier (an idle container bridge) are in it too, which a list of running interfaces leaves out.
 */
export function readLocalAddresses(): string[] {
  return parseLocalAddresses(readFileSync('/proc/net/fib_trie', 'utf8'));
}

/** The `host LOCAL` leaves of /proc/net/fib_trie. */
function parseLocalAddresses(trie: string): string[] {
  const found = new Set<string>();
  let leaf = '';
  for (const line of trie.split('\n')) {
    const address = /\|-- (\d+\.\d+\.\d+\.\d+)$/.exec(line)?.[1];
    if (address !== undefined) leaf = address;
    const prefix = /^\s+\/(\d+) host LOCAL/.exec(line)?.[1];
    if (prefix !== undefined && leaf !== '') found.add(`${leaf}/${prefix}`);
  }
  return [...found].sort();
}
