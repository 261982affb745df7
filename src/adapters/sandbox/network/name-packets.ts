import { type Answer, decode, encode, type Packet, type Question, TRUNCATED_RESPONSE } from 'dns-packet';
import { isHostName, normaliseHostName } from '../../../domain/network/host-pattern.ts';
import type { NameRecord } from './name-server-protocol.ts';

/** Responses of plain DNS over UDP; without EDNS no client expects more. */
const MAX_UDP_BYTES = 512;
const RESPONSE_CODES = { found: 0, 'format-error': 1, 'server-failure': 2, missing: 3, 'not-implemented': 4 } as const;
const RECURSION_AVAILABLE = 1 << 7;
const RECURSION_DESIRED = 1 << 8;

export type ResponseCode = keyof typeof RESPONSE_CODES;

export interface ReadQuery {
  readonly id: number;
  readonly flags: number;
  readonly question: Question;
  /** The name as names are compared; null where it is none that a host could have. */
  readonly name: string | null;
}

/** Returns the question of a packet; null where there is nothing to respond to. */
export function readQuery(bytes: Buffer): ReadQuery | null {
  const packet = decodeQuietly(bytes);
  if (packet === null || packet.type !== 'query') return null;
  const [question] = packet.questions ?? [];
  if (question === undefined || packet.questions?.length !== 1) return null;
  const name = normaliseHostName(question.name);
  return { id: packet.id ?? 0, flags: packet.flags ?? 0, question, name: isHostName(name) ? name : null };
}

/** Returns the response to a query; over UDP, one that is too long says that TCP has it. */
export function writeResponse(
  query: ReadQuery,
  code: ResponseCode,
  records: readonly NameRecord[],
  isUdp: boolean,
): Buffer {
  const answers = records.map((record): Answer => toAnswer(query.question.name, record));
  const bytes = encodeWith(query, code, answers, 0);
  return isUdp && bytes.length > MAX_UDP_BYTES ? encodeWith(query, code, [], TRUNCATED_RESPONSE) : bytes;
}

function encodeWith(query: ReadQuery, code: ResponseCode, answers: Answer[], more: number): Buffer {
  const flags = (query.flags & RECURSION_DESIRED) | RECURSION_AVAILABLE | more | RESPONSE_CODES[code];
  return encode({ type: 'response', id: query.id, flags, questions: [query.question], answers });
}

function toAnswer(name: string, { type, ttl, data }: NameRecord): Answer {
  if (type === 'A') return { type, name, ttl, data };
  if (type === 'TXT') return { type, name, ttl, data: [...data] };
  return { type, name, ttl, data };
}

function decodeQuietly(bytes: Buffer): Packet | null {
  try {
    return decode(bytes);
  } catch {
    return null;
  }
}
