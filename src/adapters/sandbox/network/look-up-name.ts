import { lookup, Resolver } from 'node:dns/promises';
import type { NameRecord, ResponseType } from './name-server-protocol.ts';

/** Used where the system's resolver gives no time to live, and as the maximum: an address that changes is soon looked up again. */
const TTL_S = 30;
const MAX_RECORDS = 16;
/** An attacker's name server may never respond. */
const RESOLVER = { timeout: 2_000, tries: 2 } as const;
const MISSING = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA']);

export interface LookedUp {
  /** Null where it could not be found out. */
  readonly isFound: boolean | null;
  readonly records: readonly NameRecord[];
}

/**
 * Looks a name up in the hub's own network, alias chains followed.
 *
 * Names that an admin wrote out go to the system's resolver, with the host's /etc/hosts and all. Names below a wildcard are the
 * sandbox's choice and go to DNS without one of the few threads that the system's resolver would hold.
 */
export async function lookUpName(name: string, type: ResponseType, isWrittenOut: boolean): Promise<LookedUp> {
  try {
    const records = type === 'A' && isWrittenOut ? await addressesBySystem(name) : await recordsByDns(name, type);
    return { isFound: true, records: records.slice(0, MAX_RECORDS) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { isFound: MISSING.has(code) ? false : null, records: [] };
  }
}

async function addressesBySystem(name: string): Promise<NameRecord[]> {
  const found = await lookup(name, { all: true, family: 4 });
  return found.map(({ address }) => ({ type: 'A', ttl: TTL_S, data: address }));
}

/** A resolver for each question reads the host's present /etc/resolv.conf. */
async function recordsByDns(name: string, type: ResponseType): Promise<NameRecord[]> {
  const resolver = new Resolver(RESOLVER);
  switch (type) {
    case 'A':
      return (await resolver.resolve4(name, { ttl: true })).map(({ address, ttl }) => {
        return { type, ttl: Math.min(ttl, TTL_S), data: address };
      });
    case 'TXT':
      return (await resolver.resolveTxt(name)).map((data) => ({ type, ttl: TTL_S, data }));
    case 'SRV':
      return (await resolver.resolveSrv(name)).map(({ name: target, ...rest }) => {
        return { type, ttl: TTL_S, data: { ...rest, target } };
      });
  }
}
