import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { AddressGuard, CheckedAddress } from './address-guard.ts';
import { connectionError } from './connection-error.ts';
import { RequestError } from './request-error.ts';

const REDIRECT_STATUSES = [301, 302, 303, 307, 308];

export interface GuardedHttpOptions {
  readonly guard: AddressGuard;
  /** Headers of requests to this URL; called again for each redirect, so that a credential is sent to its own host only. */
  readonly headersFor: (url: URL) => Readonly<Record<string, string>>;
  /** Only GET requests follow redirects. */
  readonly maxRedirects: number;
  /** Cap on everything received by all requests together. */
  readonly sizeBytes: number;
  /** Longest silence of the server. */
  readonly idleMs: number;
  readonly slowestRate?: SlowestRate;
  /** Ends everything; its reason is what callers see. */
  readonly signal: AbortSignal;
  readonly onReceived?: (receivedBytes: number) => void;
}

/** A server that sends less than this in such a time holds up its callers, and the request is given up. */
export interface SlowestRate {
  readonly bytes: number;
  readonly windowMs: number;
}

export interface GuardedRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
}

export interface GuardedResponse {
  /** Where the response came from, after redirects. */
  readonly url: string;
  readonly isRedirected: boolean;
  readonly method: string;
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: Record<string, string>;
  readonly body: AsyncGenerator<Uint8Array, void, undefined>;
  /** Closes the connection without reading the body. */
  discard(): void;
}

export interface GuardedHttp {
  /** @throws RequestError */
  request(input: GuardedRequest): Promise<GuardedResponse>;
  /** Gives a second attempt the whole size limit again. */
  startOver(): void;
}

/** HTTP to hosts that strangers name: connects to checked addresses only, and follows redirects itself. */
export function createGuardedHttp(options: GuardedHttpOptions): GuardedHttp {
  const budget = { receivedBytes: 0 };
  return {
    request: (input) => follow(options, budget, input),
    startOver: () => {
      budget.receivedBytes = 0;
    },
  };
}

async function follow(options: GuardedHttpOptions, budget: Budget, input: GuardedRequest): Promise<GuardedResponse> {
  const first = new URL(input.url);
  let url = first;
  for (let hops = 0; hops <= options.maxRedirects; hops += 1) {
    const message = await send(options, url, input);
    const { location } = message.headers;
    if (!REDIRECT_STATUSES.includes(message.statusCode ?? 0) || location === undefined) {
      return toResponse(options, budget, { url, input, message, isRedirected: hops > 0 });
    }
    message.destroy();
    if (input.method !== 'GET') throw new RequestError('redirect', `${url.host} redirects a ${input.method} request.`);
    url = redirectTarget(url, location);
  }
  throw new RequestError('redirect', `${first.host} redirects more than ${options.maxRedirects} times.`);
}

function redirectTarget(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href)) {
    throw new RequestError('redirect', `${from.host} redirects to something that is no URL.`);
  }
  const target = new URL(location, from.href);
  if (target.protocol !== 'https:' && (target.protocol !== 'http:' || from.protocol === 'https:')) {
    throw new RequestError('redirect', `${from.host} redirects to an address that is not https.`);
  }
  if (target.username !== '' || target.password !== '') {
    throw new RequestError('redirect', `${from.host} redirects to a URL with a password in it.`);
  }
  return target;
}

async function send(options: GuardedHttpOptions, url: URL, input: GuardedRequest): Promise<IncomingMessage> {
  options.signal.throwIfAborted();
  options.guard.requireAllowedScheme(url);
  const addresses = await options.guard.checkedAddresses(url.hostname, portOf(url));
  return exchange(options, url, input, addresses);
}

interface ReceivedHead {
  readonly url: URL;
  readonly input: GuardedRequest;
  readonly message: IncomingMessage;
  readonly isRedirected: boolean;
}

function toResponse(options: GuardedHttpOptions, budget: Budget, head: ReceivedHead): GuardedResponse {
  const { url, input, message, isRedirected } = head;
  return {
    url: url.href,
    isRedirected,
    method: input.method,
    statusCode: message.statusCode ?? 0,
    statusMessage: message.statusMessage ?? '',
    headers: plainHeaders(message),
    body: receive(options, budget, url, message),
    discard: () => void message.destroy(),
  };
}

function exchange(
  options: GuardedHttpOptions,
  url: URL,
  input: GuardedRequest,
  addresses: readonly CheckedAddress[],
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const settings: RequestOptions = {
      method: input.method,
      headers: { ...input.headers, ...lengthOf(input.body), ...options.headersFor(url) },
      agent: false,
      lookup: pinned(addresses),
      signal: options.signal,
      timeout: options.idleMs,
    };
    const outgoing = url.protocol === 'https:' ? requestHttps(url, settings) : requestHttp(url, settings);
    let response: IncomingMessage | null = null;
    // Once there is a response, only its own destroy carries the reason to its reader.
    outgoing.on('timeout', () => (response ?? outgoing).destroy(idleError(options, url)));
    outgoing.on('error', (error) => reject(connectionError(error, url.host, options.signal)));
    outgoing.on('response', (message) => {
      response = message;
      resolve(message);
    });
    writeBody(outgoing, input.body).catch((error: unknown) => outgoing.destroy(asError(error)));
  });
}

/** Some servers (AWS CodeCommit) hang up on a body of unknown length. */
function lengthOf(body: GuardedRequest['body']): Record<string, string> {
  return body instanceof Uint8Array ? { 'content-length': String(body.byteLength) } : {};
}

async function writeBody(outgoing: NodeJS.WritableStream, body: GuardedRequest['body']): Promise<void> {
  if (body !== undefined) {
    for await (const chunk of body instanceof Uint8Array ? [body] : body) outgoing.write(chunk);
  }
  outgoing.end();
}

interface Budget {
  receivedBytes: number;
}

async function* receive(
  options: GuardedHttpOptions,
  budget: Budget,
  url: URL,
  message: IncomingMessage,
): AsyncGenerator<Uint8Array, void, undefined> {
  const checkRate = rateCheck(options.slowestRate, url.host);
  try {
    for await (const chunk of message) {
      const bytes: Uint8Array = chunk;
      budget.receivedBytes += bytes.byteLength;
      checkRate(bytes.byteLength);
      if (budget.receivedBytes > options.sizeBytes) throw tooLarge(options.sizeBytes, url);
      options.onReceived?.(budget.receivedBytes);
      yield bytes;
    }
  } catch (error) {
    throw connectionError(error, url.host, options.signal);
  } finally {
    message.destroy();
  }
}

/** Silence ends a response by itself, so it is enough to check whenever something comes. */
function rateCheck(slowest: SlowestRate | undefined, host: string): (receivedBytes: number) => void {
  const { bytes: minBytes, windowMs } = slowest ?? { bytes: 0, windowMs: Number.POSITIVE_INFINITY };
  let startedAtMs = performance.now();
  let sumBytes = 0;
  return (receivedBytes) => {
    sumBytes += receivedBytes;
    const elapsedMs = performance.now() - startedAtMs;
    if (elapsedMs < windowMs) return;
    if (sumBytes < minBytes) {
      const message = `${host} sent only ${sumBytes} bytes within ${Math.round(elapsedMs / 1000)} s.`;
      throw new RequestError('rate', message);
    }
    startedAtMs = performance.now();
    sumBytes = 0;
  };
}

function tooLarge(sizeBytes: number, url: URL): RequestError {
  return new RequestError('size', `${url.host} sent more than the limit of ${Math.ceil(sizeBytes / 1_048_576)} MiB.`);
}

/** Returns the addresses that were checked, so that a second response of the name server can't matter. */
function pinned(addresses: readonly CheckedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };
}

function idleError(options: GuardedHttpOptions, url: URL): RequestError {
  return new RequestError('timeout', `${url.host} sent nothing for ${Math.round(options.idleMs / 1000)} s.`);
}

function plainHeaders(message: IncomingMessage): Record<string, string> {
  const entries = Object.entries(message.headers).map(([name, value]) => [name, String(value ?? '')] as const);
  return Object.fromEntries(entries);
}

/** The port that a URL leads to. */
function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
