import fs from 'node:fs';
import { mkdir } from 'node:fs/promises';
import git, { type GitHttpRequest, type HttpClient } from 'isomorphic-git';
import type { GuardedResponse } from '../../base/http/guarded-http.ts';
import { AppError } from '../../errors/app-error.ts';
import type { GitRef } from './git.ts';
import { GitError } from './git-error.ts';
import type { GitOperation } from './git-operation.ts';
import { scanPack } from './pack-scan.ts';
import { baseOf } from './repository-url.ts';
import { requireSha1, responseError, unknownRef, usesSha256 } from './response-error.ts';
import { readUploadPackResponse } from './upload-pack-response.ts';

/** The library holds a whole pack several times over in memory; what is larger goes to the git command. */
const IN_MEMORY_PACK_BYTES = 32 * 1_048_576;
const IN_MEMORY_UNPACKED_BYTES = 128 * 1_048_576;
const IN_MEMORY_OBJECTS = 100_000;

/** The library can't do this fetch: the git command may, else `reason` is what people see. */
export class NeedsGitCommand extends Error {
  readonly reason: GitError;

  constructor(reason: GitError) {
    super(reason.message);
    this.name = 'NeedsGitCommand';
    this.reason = reason;
  }
}

/** Returns the SHA that a branch or tag names now, read over HTTP. */
export async function listRef(operation: GitOperation, ref: GitRef): Promise<string> {
  const fullName = `${ref.kind === 'tag' ? 'refs/tags/' : 'refs/heads/'}${ref.name}`;
  const list = (prefix: string) =>
    translated(operation, () =>
      git.listServerRefs({
        http: libraryHttp(operation, null),
        url: baseOf(operation.url),
        protocolVersion: 2,
        prefix,
        peelTags: true,
      }),
    );
  const found = (await list(fullName)).find((one) => one.ref === fullName);
  if (found !== undefined) return requireSha1(found.peeled ?? found.oid, ref);
  const prefix = fullName.slice(0, -ref.name.length);
  throw unknownRef(
    ref,
    (await list(prefix)).map((one) => one.ref.slice(prefix.length)),
  );
}

/** Fetches one commit without history into a bare object store. @throws NeedsGitCommand besides the errors of the port */
export async function fetchWithLibrary(operation: GitOperation, commitSha: string, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await git.init({ fs, dir: directory, gitdir: directory, bare: true, defaultBranch: 'main' });
  await git.addRemote({ fs, dir: directory, gitdir: directory, remote: 'origin', url: 'https://hub.invalid/' });
  await translated(operation, () =>
    git.fetch({
      fs,
      http: libraryHttp(operation, commitSha),
      gitdir: directory,
      dir: directory,
      url: baseOf(operation.url),
      remote: 'origin',
      ref: commitSha,
      remoteRef: commitSha,
      depth: 1,
      singleBranch: true,
      tags: false,
    }),
  );
}

/**
 * Responses are received whole before the library sees them: it loops forever on a body that throws, and unpacks whatever it gets.
 */
function libraryHttp(operation: GitOperation, commitSha: string | null): HttpClient {
  return {
    request: async (input: GitHttpRequest) => {
      const answer = await operation.http.request({
        url: input.url,
        method: input.method === 'POST' ? 'POST' : 'GET',
        headers: input.headers ?? {},
        ...(input.body === undefined ? {} : { body: await collect(input.body) }),
      });
      const issue = responseError(answer, operation.hasCredential, operation.url.host);
      if (issue !== null) {
        answer.discard();
        throw issue;
      }
      const body = await receiveWhole(answer);
      if (answer.method === 'GET' && body.includes('object-format=sha256')) throw usesSha256();
      if (answer.method === 'POST' && commitSha !== null) await checkPack(body, commitSha);
      return { ...answer, body: once(body) };
    },
  };
}

async function receiveWhole(answer: GuardedResponse): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of answer.body) {
    sizeBytes += part.byteLength;
    if (sizeBytes > IN_MEMORY_PACK_BYTES) throw new NeedsGitCommand(needsCommand());
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Returns whether the response holds a whole pack that unpacks to something sane. */
async function checkPack(body: Buffer, commitSha: string): Promise<void> {
  const { pack, complaint } = readUploadPackResponse(body);
  if (complaint !== null) throw refusedCommit(commitSha, complaint);
  try {
    await scanPack(pack, {
      objects: IN_MEMORY_OBJECTS,
      objectBytes: IN_MEMORY_UNPACKED_BYTES,
      totalBytes: IN_MEMORY_UNPACKED_BYTES,
    });
  } catch (error) {
    if (error instanceof GitError && error.step === 'size') throw new NeedsGitCommand(error);
    throw error;
  }
}

async function* once(body: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
  yield body;
}

function refusedCommit(commitSha: string, complaint: string): Error {
  const isAboutCommit = /not our ref|unadvertised|no such|not found|bad object/i.test(complaint);
  if (!isAboutCommit) return new GitError('repository', `The server refused the fetch: ${complaint}.`);
  // Protocol version 1, which the library speaks, lets servers refuse a SHA that no ref points to.
  return new NeedsGitCommand(
    new GitError(
      'commit',
      `The server does not hand out commit ${commitSha}: no branch or tag of the repository points to it.`,
    ),
  );
}

function needsCommand(): GitError {
  const limit = IN_MEMORY_PACK_BYTES / 1_048_576;
  return new GitError(
    'size',
    `The git command is not installed on the hub's machine, and repositories over ${limit} MiB need it.`,
  );
}

/** Runs the library, and turns its own errors into ours. */
async function translated<T>(operation: GitOperation, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (operation.signal.aborted) throw operation.signal.reason;
    if (error instanceof AppError || error instanceof NeedsGitCommand) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'RemoteCapabilityError' || code === 'NotFoundError') {
      throw new NeedsGitCommand(
        new GitError(
          'repository',
          `${operation.url.host} is a git server of a kind that needs the git command on the hub's machine.`,
          { cause: error },
        ),
      );
    }
    throw new GitError('repository', `What ${operation.url.host} answers is not a git repository.`, { cause: error });
  }
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}
