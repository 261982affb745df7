import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { AddressGuard, CheckedAddress } from './address-guard.ts';
import { connectionError } from './connection-error.ts';
import type { GitCredential } from './git.ts';
import { GitError } from './git-error.ts';
import { baseOf } from './repository-url.ts';

const MAX_REDIRECTS = 5;
const ADVERTISEMENT = '/info/refs?service=git-upload-pack';

export interface GuardedHttpOptions {
  readonly guard: AddressGuard;
  readonly repositoryUrl: URL;
  readonly credential: GitCredential | null;
  /** Cap on everything received. */
  readonly sizeBytes: number;
  /** Longest silence of the server. */
  readonly idleMs: number;
  /** Ends everything; its reason is what callers see. */
  readonly signal: AbortSignal;
  readonly onReceived?: (receivedBytes: number) => void;
}

export interface GuardedRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
}

export interface GuardedResponse {
  readonly url: string;
  readonly method: string;
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: Record<string, string>;
  readonly body: AsyncGenerator<Uint8Array, void, undefined>;
}

export interface GuardedHttp {
  /** @throws GitError dns · connect · tls · repository · size · timeout */
  request(input: GuardedRequest): Promise<GuardedResponse>;
  /** Gives a second attempt the whole size limit again. */
  startOver(): void;
}

/** HTTP for one git operation on one repository: checked addresses, own redirects, the credential for its own host only. */
export function createGuardedHttp(options: GuardedHttpOptions): GuardedHttp {
  const budget = { receivedBytes: 0 };
  let base = baseOf(options.repositoryUrl);

  const follow = async (input: GuardedRequest): Promise<GuardedResponse> => {
    let url = rebase(input.url, baseOf(options.repositoryUrl), base);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const answer = await send(options, budget, url, input);
      const location = answer.headers.location;
      if (!isRedirect(answer.statusCode) || location === undefined) {
        if (hops > 0) base = newBase(url);
        return answer;
      }
      await answer.body.return();
      if (input.method !== 'GET') throw new GitError('repository', `${url.host} redirects in the middle of a fetch.`);
      url = redirectTarget(url, location);
    }
    throw new GitError('repository', `${options.repositoryUrl.host} redirects more than ${MAX_REDIRECTS} times.`);
  };
  return {
    request: follow,
    startOver: () => {
      budget.receivedBytes = 0;
    },
  };
}

function isRedirect(statusCode: number): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode);
}

function redirectTarget(from: URL, location: string): URL {
  if (!URL.canParse(location, from.href))
    throw new GitError('repository', `${from.host} redirects to something that is no URL.`);
  const target = new URL(location, from.href);
  if (target.protocol !== 'https:' && (target.protocol !== 'http:' || from.protocol === 'https:')) {
    throw new GitError('repository', `${from.host} redirects to an address that is not https.`);
  }
  if (target.username !== '' || target.password !== '') {
    throw new GitError('repository', `${from.host} redirects to a URL with a password in it.`);
  }
  return target;
}

/** The repository that redirects led to: later requests go there directly, as git itself does. */
function newBase(url: URL): string {
  if (!url.href.endsWith(ADVERTISEMENT)) {
    throw new GitError(
      'repository',
      `The server redirects to another page on ${url.host}, as for a sign-in or a moved repository.`,
    );
  }
  return url.href.slice(0, -ADVERTISEMENT.length);
}

function rebase(href: string, from: string, to: string): URL {
  return new URL(href.startsWith(from) ? to + href.slice(from.length) : href);
}

async function send(
  options: GuardedHttpOptions,
  budget: Budget,
  url: URL,
  input: GuardedRequest,
): Promise<GuardedResponse> {
  options.signal.throwIfAborted();
  const port = portOf(url);
  if (url.protocol === 'http:' && !options.guard.isAllowedHost(url.hostname, port)) {
    throw new GitError(
      'connect',
      `The hub fetches from ${url.host} over https only: plain http is for hosts that HUBWRIGHT_GIT_ALLOWED_HOSTS allows.`,
      {
        code: 'git_address_refused',
      },
    );
  }
  const addresses = await options.guard.checkedAddresses(url.hostname, port);
  const message = await exchange(options, url, input, addresses);
  return {
    url: url.href,
    method: input.method,
    statusCode: message.statusCode ?? 0,
    statusMessage: message.statusMessage ?? '',
    headers: plainHeaders(message),
    body: receive(options, budget, url, message),
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
      headers: {
        ...input.headers,
        ...lengthOf(input.body),
        ...authorization(options, url),
        'user-agent': 'git/hubwright',
      },
      agent: false,
      lookup: pinned(addresses),
      signal: options.signal,
      timeout: options.idleMs,
    };
    const outgoing = url.protocol === 'https:' ? requestHttps(url, settings) : requestHttp(url, settings);
    let answer: IncomingMessage | null = null;
    // Once there is an answer, only its own destroy carries the reason to who reads it.
    outgoing.on('timeout', () => (answer ?? outgoing).destroy(idleError(options, url)));
    outgoing.on('error', (error) => reject(connectionError(error, url.host, options.signal)));
    outgoing.on('response', (message) => {
      answer = message;
      resolve(message);
    });
    writeBody(outgoing, input.body).catch((error: unknown) => outgoing.destroy(asError(error)));
  });
}

/** Some servers (AWS CodeCommit) hang up on a body whose length they aren't told. */
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
  try {
    for await (const chunk of message) {
      const bytes: Uint8Array = chunk;
      budget.receivedBytes += bytes.byteLength;
      if (budget.receivedBytes > options.sizeBytes) throw tooLarge(options.sizeBytes);
      options.onReceived?.(budget.receivedBytes);
      yield bytes;
    }
  } catch (error) {
    throw connectionError(error, url.host, options.signal);
  } finally {
    message.destroy();
  }
}

/** The sentence for a repository that is larger than its limit. */
export function tooLarge(sizeBytes: number): GitError {
  return new GitError(
    'size',
    `The repository is larger than the limit of ${Math.ceil(sizeBytes / 1_048_576)} MiB for one fetch.`,
  );
}

/** Hands out the addresses that were checked, so that a second answer of the name server can't matter. */
function pinned(addresses: readonly CheckedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };
}

function authorization(options: GuardedHttpOptions, url: URL): Record<string, string> {
  const { credential, repositoryUrl } = options;
  if (credential === null || url.origin !== repositoryUrl.origin) return {};
  const pair = Buffer.from(`${credential.username}:${credential.password}`, 'utf8').toString('base64');
  return { authorization: `Basic ${pair}` };
}

function idleError(options: GuardedHttpOptions, url: URL): GitError {
  return new GitError('timeout', `${url.host} sent nothing for ${Math.round(options.idleMs / 1000)} s.`);
}

function plainHeaders(message: IncomingMessage): Record<string, string> {
  const entries = Object.entries(message.headers).map(([name, value]) => [name, String(value ?? '')] as const);
  return Object.fromEntries(entries);
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
