import type { AddressGuard } from '../../base/http/address-guard.ts';
import {
  createGuardedHttp,
  type GuardedHttp,
  type GuardedRequest,
  type GuardedResponse,
  type SlowestRate,
} from '../../base/http/guarded-http.ts';
import { RequestError, type RequestErrorKind } from '../../base/http/request-error.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { GitCredential } from './git.ts';
import { GitError, type GitStep } from './git-error.ts';
import { baseOf } from './repository-url.ts';

const MAX_REDIRECTS = 5;
const ADVERTISEMENT = '/info/refs?service=git-upload-pack';

export interface GitHttpOptions {
  readonly guard: AddressGuard;
  readonly repositoryUrl: URL;
  readonly credential: GitCredential | null;
  /** Cap on everything received. */
  readonly sizeBytes: number;
  /** Longest silence of the server. */
  readonly idleMs: number;
  readonly slowestRate: SlowestRate;
  /** Ends everything; its reason is what callers see. */
  readonly signal: AbortSignal;
  readonly onReceived?: (receivedBytes: number) => void;
}

/**
 * HTTP for one git operation on one repository: the credential goes to its own origin only, and where the advertisement was
 * redirected, later requests go to the new place directly, as git itself does. Fails with `GitError`.
 */
export function createGitHttp(options: GitHttpOptions): GuardedHttp {
  const http = createGuardedHttp({
    ...options,
    maxRedirects: MAX_REDIRECTS,
    headersFor: (url) => ({ ...authorization(options, url), 'user-agent': 'git/hubwright' }),
  });
  const original = baseOf(options.repositoryUrl);
  let base = original;
  const request = async (input: GuardedRequest): Promise<GuardedResponse> => {
    try {
      const response = await http.request({ ...input, url: rebase(input.url, original, base) });
      if (response.isRedirected) base = newBase(response);
      return { ...response, body: withGitErrors(response.body, options.sizeBytes) };
    } catch (error) {
      throw toGitError(error, options.sizeBytes);
    }
  };
  return { request, startOver: () => http.startOver() };
}

async function* withGitErrors(
  body: GuardedResponse['body'],
  sizeBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* body;
  } catch (error) {
    throw toGitError(error, sizeBytes);
  }
}

const STEP_OF_KIND: Readonly<Record<RequestErrorKind, GitStep>> = {
  dns: 'dns',
  refused: 'connect',
  connect: 'connect',
  tls: 'tls',
  protocol: 'repository',
  redirect: 'repository',
  size: 'size',
  timeout: 'timeout',
  rate: 'timeout',
};

/** Where the step's own code says too little. */
const CODE_OF_KIND: Readonly<Partial<Record<RequestErrorKind, ErrorCode>>> = {
  refused: 'git_address_refused',
  rate: 'git_too_slow',
};

function toGitError(error: unknown, sizeBytes: number): unknown {
  if (!(error instanceof RequestError)) return error;
  if (error.kind === 'size') return tooLarge(sizeBytes);
  const code = CODE_OF_KIND[error.kind];
  return new GitError(STEP_OF_KIND[error.kind], error.message, { ...(code && { code }), cause: error });
}

/** The sentence for a repository that is larger than its limit. */
export function tooLarge(sizeBytes: number): GitError {
  return new GitError(
    'size',
    `The repository is larger than the limit of ${Math.ceil(sizeBytes / 1_048_576)} MiB for one fetch.`,
  );
}

/** The repository that redirects led to. */
function newBase(response: GuardedResponse): string {
  const url = new URL(response.url);
  if (!url.href.endsWith(ADVERTISEMENT)) {
    response.discard();
    throw new GitError(
      'repository',
      `The server redirects to another page on ${url.host}, as for a sign-in or a moved repository.`,
    );
  }
  return url.href.slice(0, -ADVERTISEMENT.length);
}

function rebase(href: string, from: string, to: string): string {
  return href.startsWith(from) ? to + href.slice(from.length) : href;
}

function authorization({ credential, repositoryUrl }: GitHttpOptions, url: URL): Record<string, string> {
  if (credential === null || url.origin !== repositoryUrl.origin) return {};
  const pair = Buffer.from(`${credential.username}:${credential.password}`, 'utf8').toString('base64');
  return { authorization: `Basic ${pair}` };
}
