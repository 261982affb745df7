import type { AddressGuard } from '../../base/http/address-guard.ts';
import type { GuardedHttp, SlowestRate } from '../../base/http/guarded-http.ts';
import type { GitProgress, GitRemote } from './git.ts';
import { GitError } from './git-error.ts';
import { createGitHttp } from './git-http.ts';
import { parseRepositoryUrl } from './repository-url.ts';

/** One operation on one repository; everything in it ends with its signal. */
export interface GitOperation {
  readonly url: URL;
  readonly http: GuardedHttp;
  readonly signal: AbortSignal;
  readonly hasCredential: boolean;
  /** Cap on everything received. */
  readonly sizeBytes: number;
}

export interface OperationRules {
  readonly guard: AddressGuard;
  readonly isFileAllowed: boolean;
  readonly idleMs: number;
  readonly slowestRate: SlowestRate;
}

export interface OperationLimits {
  readonly sizeBytes: number;
  readonly timeMs: number;
  /** What reaching `timeMs` means: a server that may respond next time, or a repository that takes too long whenever it is read. */
  readonly timeoutCode: 'git_timeout' | 'git_too_slow';
  readonly signal: AbortSignal | undefined;
  readonly onProgress?: ((progress: GitProgress) => void) | undefined;
}

/** Runs an operation within its limits. @throws AppError invalid_input for a bad URL · git_timeout · the signal's reason */
export async function runOperation<T>(
  rules: OperationRules,
  remote: GitRemote,
  limits: OperationLimits,
  run: (operation: GitOperation) => Promise<T>,
): Promise<T> {
  const url = parseRepositoryUrl(remote.url, rules);
  const timeout = new AbortController();
  const seconds = Math.round(limits.timeMs / 1000);
  const onTimeout = () =>
    timeout.abort(
      new GitError('timeout', `${url.host || 'The repository'} did not finish within ${seconds} s.`, {
        code: limits.timeoutCode,
      }),
    );
  const timer = setTimeout(onTimeout, limits.timeMs);
  const signal = limits.signal === undefined ? timeout.signal : AbortSignal.any([limits.signal, timeout.signal]);
  const http = createGitHttp({
    guard: rules.guard,
    repositoryUrl: url,
    credential: remote.credential,
    sizeBytes: limits.sizeBytes,
    idleMs: rules.idleMs,
    slowestRate: rules.slowestRate,
    signal,
    onReceived: (receivedBytes) => limits.onProgress?.({ receivedBytes }),
  });
  try {
    signal.throwIfAborted();
    return await run({ url, http, signal, hasCredential: remote.credential !== null, sizeBytes: limits.sizeBytes });
  } finally {
    clearTimeout(timer);
  }
}
