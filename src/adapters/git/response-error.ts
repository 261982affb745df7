import { nearNames } from '../../domain/source-control/near-names.ts';
import type { GitRef } from './git.ts';
import { GitError } from './git-error.ts';

export interface ResponseHead {
  readonly url: string;
  readonly method: string;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Returns what is wrong according to a git server's response, or null for a response that can be read on. */
export function responseError(answer: ResponseHead, hasCredential: boolean, host: string): GitError | null {
  const status = answer.statusCode;
  // Azure DevOps returns 203 with its sign-in page.
  if (status === 401 || status === 203 || status === 403) {
    const sentence = hasCredential
      ? `${host} refused the credential of this repository.`
      : `${host} asks for a credential: the repository is private, or does not exist.`;
    return new GitError('authentication', sentence);
  }
  if (status === 404 && hasCredential) {
    return new GitError('authentication', `${host} knows no such repository, or hides it from this credential.`);
  }
  if (status === 404 || status === 410) return new GitError('repository', `${host} knows no repository at this URL.`);
  if (status === 429 || status >= 500) {
    return new GitError('connect', `${host} answered with status ${status}: try again later.`);
  }
  if (status !== 200) return new GitError('repository', `${host} answered with status ${status}.`);
  return isGitResponse(answer)
    ? null
    : new GitError('repository', `What ${host} answers is a web page, not a git repository.`);
}

/** @param names what the repository has of that kind */
export function unknownRef(ref: GitRef, names: readonly string[] = []): GitError {
  if (ref.kind === 'commit') return new GitError('commit', `The repository has no commit ${ref.name}.`);
  const near = nearNames(ref.name, names).map((name) => JSON.stringify(name));
  const hint = near.length === 0 ? '' : `, but ${near.join(', ')}`;
  return new GitError('branch', `The repository has no ${ref.kind} ${JSON.stringify(ref.name)}${hint}.`);
}

/** The commit that a server names for a ref. @throws GitError where there is none, or it is of a kind that the hub can't read */
export function requireSha1(sha: string | undefined, ref: GitRef, names: readonly string[] = []): string {
  if (sha !== undefined && /^[0-9a-f]{40}$/.test(sha)) return sha;
  if (sha !== undefined && /^[0-9a-f]{64}$/.test(sha)) throw usesSha256();
  throw unknownRef(ref, names);
}

export function usesSha256(): GitError {
  return new GitError(
    'repository',
    'The repository names its objects by SHA-256, which the hub can not read: it needs one of the format sha1, as git hosts make them.',
  );
}

function isGitResponse(answer: ResponseHead): boolean {
  const type = answer.headers['content-type'] ?? '';
  return type.startsWith('application/x-git-upload-pack-');
}
