import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGit, type GitSettings } from '../../../src/adapters/git/create-git.ts';
import type { GitCredential, GitRef } from '../../../src/adapters/git/git.ts';
import { GitError } from '../../../src/adapters/git/git-error.ts';
import { type GitServer, type GitServerOptions, startGitServer } from '../../support/git-server.ts';

export const MIB = 1_048_576;

export interface FetchOptions {
  readonly settings?: Partial<GitSettings>;
  readonly credential?: GitCredential;
  readonly sizeBytes?: number;
  readonly timeMs?: number;
  readonly signal?: AbortSignal;
}

/** The error that `promise` fails with. */
export async function failure<E extends Error = GitError>(
  promise: Promise<unknown>,
  kind?: new (...args: never[]) => E,
): Promise<E> {
  const error: unknown = await promise.then(
    () => null,
    (caught: unknown) => caught,
  );
  const wanted = kind ?? GitError;
  if (!(error instanceof wanted)) throw new Error(`expected ${wanted.name}, got ${String(error)}`, { cause: error });
  return error as E;
}

/** Git servers and a store folder for each test of the enclosing suite. */
export function useFetching() {
  let root: string;
  const servers: GitServer[] = [];

  const serve = async (options: GitServerOptions = {}): Promise<GitServer> => {
    const server = await startGitServer(options);
    servers.push(server);
    return server;
  };
  const gitWith = (settings: Partial<GitSettings> = {}) =>
    createGit({ allowedHosts: ['127.0.0.1'], ownPorts: [], isFileAllowed: false, ...settings });
  const fetchFrom = (url: string, ref: GitRef, options: FetchOptions = {}) =>
    gitWith(options.settings).fetchCommit({
      url,
      ref,
      credential: options.credential ?? null,
      directory: join(root, 'store'),
      limits: { sizeBytes: options.sizeBytes ?? 100 * MIB, timeMs: options.timeMs ?? 30_000 },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  const readText = async (commitSha: string, path: string): Promise<string | null> => {
    const bytes = await gitWith().readFile({ directory: join(root, 'store'), commitSha, path });
    return bytes === null ? null : Buffer.from(bytes).toString('utf8');
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'git-test-'));
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
    await rm(root, { recursive: true, force: true });
  });

  return { servers, serve, gitWith, fetchFrom, readText, storeFolder: () => join(root, 'store') };
}
