import { rm } from 'node:fs/promises';
import { type AddressRules, createAddressGuard } from '../../base/http/address-guard.ts';
import type { SlowestRate } from '../../base/http/guarded-http.ts';
import { createCheckoutTar } from './checkout-tar.ts';
import type { FetchCommitInput, Git, GitRef, ResolveRefInput } from './git.ts';
import { createGitCommand, type GitCommand } from './git-cli.ts';
import { type GitOperation, runOperation } from './git-operation.ts';
import { rootTree } from './git-tree.ts';
import { fetchWithLibrary, listRef, NeedsGitCommand } from './isomorphic-git-adapter.ts';
import { openObjectStore } from './object-store.ts';
import { findTreeFiles, readTreeFile } from './read-tree-file.ts';
import { checkRef } from './ref-name.ts';

const REF_LIST_BYTES = 64 * 1_048_576;
const RESOLVE_TIMEOUT_MS = 30_000;
const IDLE_MS = 30_000;
const SLOWEST_RATE: SlowestRate = { bytes: 32_768, windowMs: 60_000 };

export interface GitSettings extends Omit<AddressRules, 'allowedHostsSetting'> {
  /** Whether `file://` URLs may be fetched. */
  readonly isFileAllowed: boolean;
  /** Longest silence of a server in milliseconds; default 30,000. */
  readonly idleMs?: number;
  /** Default 32 KiB in a minute. */
  readonly slowestRate?: SlowestRate;
  /** The git command, null to do without; default `git` where it is installed. */
  readonly gitCommand?: string | null;
  /** Whether the git command shares the process group of this process, which is killed as a whole at the end of the operation. */
  readonly isGroupShared?: boolean;
}

/** Git over HTTP(S) by isomorphic-git, and by the git command where that can't do it. @see docs/adr/0004-git-access.md */
export function createGit(settings: GitSettings): Git {
  const rules = {
    guard: createAddressGuard({ ...settings, allowedHostsSetting: 'HUBWRIGHT_GIT_ALLOWED_HOSTS' }),
    isFileAllowed: settings.isFileAllowed,
    idleMs: settings.idleMs ?? IDLE_MS,
    slowestRate: settings.slowestRate ?? SLOWEST_RATE,
  };
  const command = createGitCommand(
    settings.gitCommand === undefined ? 'git' : settings.gitCommand,
    settings.isGroupShared ?? false,
  );

  return {
    resolveRef: async (input: ResolveRefInput) => {
      checkRef(input.ref);
      const timeMs = input.timeoutMs ?? RESOLVE_TIMEOUT_MS;
      const limits = { sizeBytes: REF_LIST_BYTES, timeMs, timeoutCode: 'git_timeout', signal: input.signal } as const;
      return runOperation(rules, input, limits, (operation) => resolveIn(operation, input.ref, command));
    },
    fetchCommit: async (input: FetchCommitInput) => {
      checkRef(input.ref);
      const { signal, onProgress } = input;
      const limits = { ...input.limits, timeoutCode: 'git_too_slow', signal, onProgress } as const;
      return runOperation(rules, input, limits, async (operation) => {
        const commitSha = await resolveIn(operation, input.ref, command);
        await fetchInto(operation, commitSha, input.directory, command);
        operation.signal.throwIfAborted();
        await requireCommit(input.directory, commitSha);
        return { commitSha };
      });
    },
    readFile: readTreeFile,
    findFiles: findTreeFiles,
    createCheckoutTar,
  };
}

async function resolveIn(operation: GitOperation, ref: GitRef, command: GitCommand): Promise<string> {
  if (ref.kind === 'commit') return ref.name;
  const byCommand = () => command.listRef(operation, ref);
  return operation.url.protocol === 'file:'
    ? byCommand()
    : orByCommand(() => listRef(operation, ref), byCommand, command);
}

async function fetchInto(
  operation: GitOperation,
  commitSha: string,
  directory: string,
  command: GitCommand,
): Promise<void> {
  const byCommand = async (): Promise<void> => {
    // What the library left behind must not mix with what the command fetches.
    await rm(directory, { recursive: true, force: true });
    operation.http.startOver();
    await command.fetch(operation, commitSha, directory);
  };
  if (operation.url.protocol === 'file:') return byCommand();
  await orByCommand(() => fetchWithLibrary(operation, commitSha, directory), byCommand, command);
}

async function orByCommand<T>(
  byLibrary: () => Promise<T>,
  byCommand: () => Promise<T>,
  command: GitCommand,
): Promise<T> {
  try {
    return await byLibrary();
  } catch (error) {
    if (!(error instanceof NeedsGitCommand)) throw error;
    if (!(await command.isInstalled())) throw error.reason;
    return byCommand();
  }
}

async function requireCommit(directory: string, commitSha: string): Promise<void> {
  const store = await openObjectStore(directory);
  try {
    await rootTree(store, commitSha);
  } finally {
    await store.close();
  }
}
