import { matchesHost } from '../../../domain/network/host-pattern.ts';
import type { OpenHost, RefusedHost } from '../sandbox.ts';
import type { HostAddresses } from './host-addresses.ts';
import { type LookedUp, lookUpName } from './look-up-name.ts';
import type { NameRecord, ResponseType } from './name-server-protocol.ts';
import { openingRule } from './network-files.ts';

/** What one sandbox may reach by name. */
export interface NamePolicy {
  readonly opened: readonly OpenHost[];
  readonly allowed: readonly string[] | null;
  readonly onRefused: (refused: RefusedHost) => void;
  /** Rules that exist already: none can be added twice. */
  readonly rules: readonly string[];
}

/** Addresses that one sandbox may get by way of its names. */
const MAX_RULES = 512;

/** Looks names up for a sandbox and opens the route to each address before it returns the address. */
export class NameFilter {
  readonly #policy: NamePolicy;
  readonly #addresses: HostAddresses;
  readonly #setRules: (orders: readonly string[]) => Promise<void>;
  readonly #asked = new Map<string, Promise<LookedUp>>();
  /** Rules that are set or being set. */
  readonly #rules = new Map<string, Promise<void>>();
  readonly #told = new Set<string>();

  constructor(policy: NamePolicy, addresses: HostAddresses, setRules: (orders: readonly string[]) => Promise<void>) {
    this.#policy = policy;
    this.#addresses = addresses;
    this.#setRules = setRules;
    for (const rule of policy.rules) this.#rules.set(rule, Promise.resolve());
  }

  /** Returns the response to a query of the sandbox; the same query again while the first is under way waits for it. */
  answer(name: string, type: ResponseType): Promise<LookedUp> {
    const key = `${type} ${name}`;
    const underWay = this.#asked.get(key);
    if (underWay !== undefined) return underWay;
    const asked = this.#answer(name, type).finally(() => this.#asked.delete(key));
    this.#asked.set(key, asked);
    return asked;
  }

  async #answer(name: string, type: ResponseType): Promise<LookedUp> {
    const opened = this.#policy.opened.filter(({ host }) => host === name);
    const isAllowed = this.#policy.allowed !== null && matchesHost(this.#policy.allowed, name);
    if (opened.length === 0 && !isAllowed) return { isFound: false, records: [] };
    if (type !== 'A' && !isAllowed) return { isFound: true, records: [] };
    const isWrittenOut = opened.length > 0 || this.#policy.allowed?.includes(name) === true;
    const found = await lookUpName(name, type, isWrittenOut);
    if (type !== 'A' || found.records.length === 0) return found;
    return this.#open(name, found.records, opened, isAllowed);
  }

  async #open(
    name: string,
    records: readonly NameRecord[],
    opened: readonly OpenHost[],
    isAllowed: boolean,
  ): Promise<LookedUp> {
    this.#addresses.refresh();
    const reachable: NameRecord[] = [];
    const rules: string[] = [];
    for (const record of records) {
      const address = String(record.data);
      const own = this.#rulesFor(address, opened, isAllowed);
      if (own.length === 0) continue;
      reachable.push(record);
      rules.push(...own);
    }
    if (reachable.length === 0) {
      this.#refuse(name);
      return { isFound: false, records: [] };
    }
    const isSet = await this.#set(rules);
    return isSet ? { isFound: true, records: reachable } : { isFound: null, records: [] };
  }

  #rulesFor(address: string, opened: readonly OpenHost[], isAllowed: boolean): string[] {
    if (this.#addresses.isClosed(address)) return [];
    if (isAllowed && !this.#addresses.isBlocked(address)) return [openingRule(address, null)];
    return opened.map(({ port }) => openingRule(address, port));
  }

  async #set(rules: readonly string[]): Promise<boolean> {
    const fresh = [...new Set(rules)].filter((rule) => !this.#rules.has(rule));
    if (this.#rules.size + fresh.length > MAX_RULES) return false;
    const setting = fresh.length === 0 ? Promise.resolve() : this.#setRules(fresh);
    for (const rule of fresh) this.#rules.set(rule, setting);
    try {
      await Promise.all(rules.map((rule) => this.#rules.get(rule)));
      return true;
    } catch {
      for (const rule of fresh) this.#rules.delete(rule);
      return false;
    }
  }

  #refuse(host: string): void {
    if (this.#told.has(host)) return;
    this.#told.add(host);
    this.#policy.onRefused({ host, reason: 'blocked-address' });
  }
}
