import { matchesHost } from '../../../domain/network/host-pattern.ts';
import { type ReadQuery, readQuery, writeResponse } from './name-packets.ts';
import {
  type NameServerMessage,
  type NameServerPolicy,
  type NameServerResponse,
  RESPONSE_TYPES,
  type ResponseType,
} from './name-server-protocol.ts';

/** Questions under way for one sandbox; more are refused at once. */
const MAX_UNDER_WAY = 32;
/** Questions that one sandbox may have looked up in the hub's network; more are refused at once. */
const MAX_ASKED_PER_S = 100;
/** Refused names that are reported; the last one represents all that follow. */
const MAX_TOLD = 21;

export interface NameGateDeps {
  readonly policy: NameServerPolicy;
  readonly say: (message: NameServerMessage) => void;
  /** Forwards a packet unchanged to the host's name server. */
  readonly forward: (packet: Buffer, isUdp: boolean) => Promise<Buffer | null>;
  readonly nowMs: () => number;
}

/** Decides what becomes of each packet of a sandbox. */
export class NameGate {
  readonly #parts: NameGateDeps;
  readonly #waiting = new Map<number, (answer: NameServerResponse) => void>();
  readonly #told = new Set<string>();
  #underWay = 0;
  #second = 0;
  #askedInSecond = 0;
  #lastId = 0;

  constructor(parts: NameGateDeps) {
    this.#parts = parts;
  }

  /** Returns the response to a packet, null = none. */
  async take(packet: Buffer, isUdp: boolean): Promise<Buffer | null> {
    const query = readQuery(packet);
    if (query === null) return null;
    if (this.#underWay >= MAX_UNDER_WAY) return writeResponse(query, 'server-failure', [], isUdp);
    this.#underWay += 1;
    try {
      return await this.#decide(query, packet, isUdp);
    } finally {
      this.#underWay -= 1;
    }
  }

  /** What the hub says to a question. */
  settle(answer: NameServerResponse): void {
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }

  async #decide(query: ReadQuery, packet: Buffer, isUdp: boolean): Promise<Buffer | null> {
    const { opened, allowed } = this.#parts.policy;
    const { name } = query;
    const isKnown = name !== null && (opened.includes(name) || (allowed !== null && matchesHost(allowed, name)));
    if (isKnown) return this.#ask(query, name, isUdp);
    if (allowed === null) return this.#parts.forward(packet, isUdp);
    if (name !== null && isAddressType(query.question.type)) this.#tell(name);
    return writeResponse(query, 'missing', [], isUdp);
  }

  async #ask(query: ReadQuery, name: string, isUdp: boolean): Promise<Buffer> {
    const type = RESPONSE_TYPES.find((each) => each === query.question.type);
    if (type === undefined) return writeResponse(query, 'found', [], isUdp);
    if (!this.#mayAsk()) return writeResponse(query, 'server-failure', [], isUdp);
    const { isFound, records } = await this.#askHub(name, type);
    if (isFound === null) return writeResponse(query, 'server-failure', [], isUdp);
    return writeResponse(query, isFound ? 'found' : 'missing', records, isUdp);
  }

  #mayAsk(): boolean {
    const second = Math.floor(this.#parts.nowMs() / 1_000);
    this.#askedInSecond = second === this.#second ? this.#askedInSecond + 1 : 1;
    this.#second = second;
    return this.#askedInSecond <= MAX_ASKED_PER_S;
  }

  #askHub(name: string, type: ResponseType): Promise<NameServerResponse> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#parts.say({ op: 'ask', id, name, type });
    });
  }

  #tell(name: string): void {
    if (this.#told.has(name) || this.#told.size >= MAX_TOLD) return;
    this.#told.add(name);
    this.#parts.say({ op: 'refused', name });
  }
}

/** Programs ask for both at once; other types are the questions of resolvers, not of people. */
const isAddressType = (type: string | undefined): boolean => type === 'A' || type === 'AAAA';
