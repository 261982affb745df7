import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ensureWatch,
  readWatchedRepository,
  saveRepositoryTest,
  type WatchedRepository,
} from '../../db/stores/source-control/watched-repository-store.ts';
import { AppError } from '../../errors/app-error.ts';
import { describeMissingManifest, manifestPath } from '../releases/index.ts';
import { describeGitFailure } from './describe-git-failure.ts';
import type { PollFailure } from './record-poll.ts';
import type { SourceControlDeps } from './source-control-deps.ts';

export interface RepositoryTestResult {
  /** Null where everything was found. */
  readonly failure: PollFailure | null;
  readonly commit_sha: string | null;
  readonly manifest_path: string | null;
}

/** Reads a repository once, as a build would, up to its manifest; the result is stored under `testId`. */
export async function testRepository(
  deps: SourceControlDeps,
  integrationId: number,
  testId: string,
  signal: AbortSignal,
): Promise<RepositoryTestResult> {
  await ensureWatch(deps.db, integrationId);
  const repository = await readWatchedRepository(deps.db, integrationId);
  const result = repository === null ? NOT_WATCHED : await tryRepository(deps, repository, signal);
  await saveRepositoryTest(deps.db, { integrationId, testId, result });
  return result;
}

const NOT_WATCHED: RepositoryTestResult = {
  failure: {
    step: 'repository',
    code: 'invalid_input',
    message: 'The integration has no repository and tracking branch, or is archived.',
  },
  commit_sha: null,
  manifest_path: null,
};

async function tryRepository(
  deps: SourceControlDeps,
  repository: WatchedRepository,
  signal: AbortSignal,
): Promise<RepositoryTestResult> {
  const { sourceConnectionId, url, branch } = repository;
  const path = manifestPath(repository.path);
  let commitSha: string | null = null;
  try {
    const credential = sourceConnectionId === null ? null : await deps.credentialOf(sourceConnectionId, url);
    commitSha = await deps.git.resolveRef({ url, credential, ref: { kind: 'branch', name: branch }, signal });
    const failure = await tryManifest(deps, { url, credential, commitSha, path }, signal);
    return { failure, commit_sha: commitSha, manifest_path: path };
  } catch (error) {
    signal.throwIfAborted();
    const failure = describeGitFailure(error);
    if (failure.code === 'internal') deps.onError(error, repository.integrationId);
    return { failure, commit_sha: commitSha, manifest_path: path };
  }
}

interface Found {
  readonly url: string;
  readonly credential: Awaited<ReturnType<SourceControlDeps['credentialOf']>>;
  readonly commitSha: string;
  readonly path: string;
}

async function tryManifest(deps: SourceControlDeps, found: Found, signal: AbortSignal): Promise<PollFailure | null> {
  const directory = join(deps.stagingDirectory, `test-${randomUUID()}`);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    const { url, credential, commitSha, path } = found;
    const ref = { kind: 'commit', name: commitSha } as const;
    await deps.git.fetchCommit({ url, credential, ref, directory, limits: deps.gitLimits, signal });
    const text = await deps.git.readFile({ directory, commitSha, path, signal }).catch(manifestError);
    if (text === null)
      return manifestFailure(await describeMissingManifest(deps.git, { directory, commitSha, path, signal }));
    const parsed = await deps.parseManifest(text, path, signal);
    if (parsed.ok) return null;
    const [issue] = parsed.issues;
    return manifestFailure(issue ? `${path}, line ${issue.line}: ${issue.message}` : `${path} is not valid.`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function manifestFailure(message: string): PollFailure {
  return { step: 'manifest', code: 'git_repository', message };
}

function manifestError(error: unknown): never {
  if (!(error instanceof AppError)) throw error;
  throw Object.assign(new AppError(error.code, error.message), { step: 'manifest' });
}
