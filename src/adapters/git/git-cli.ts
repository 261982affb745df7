import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import type { GitRef } from './git.ts';
import { GitError } from './git-error.ts';
import { startGitForwarder } from './git-forwarder.ts';
import { tooLarge } from './git-http.ts';
import type { GitOperation } from './git-operation.ts';
import { requireSha1, unknownRef } from './response-error.ts';

const OUTPUT_BYTES = 64 * 1_048_576;
const FINAL_STDERR_BYTES = 16_384;
/** Address space of each git process: a delta can ask for as much as it likes. */
const ADDRESSES_KIB = 4 * 1_048_576;
/** Of it, what is written to and not a file. */
const MEMORY_KIB = 1_048_576;

/** The git command of the host, for what isomorphic-git can't do. */
export interface GitCommand {
  isInstalled(): Promise<boolean>;
  listRef(operation: GitOperation, ref: GitRef): Promise<string>;
  /** Fetches one commit into a bare repository that it makes. */
  fetch(operation: GitOperation, commitSha: string, directory: string): Promise<void>;
}

/** @param isGroupShared whether this process's whole group is killed when the operation ends, and git with it */
export function createGitCommand(program: string | null, isGroupShared: boolean): GitCommand {
  let installed: Promise<boolean> | null = null;
  const run = async (call: GitCall): Promise<GitOutcome> => {
    if (program === null)
      throw new GitError('repository', 'This repository needs the git command, which this hub does without.');
    return runGit(program, call, isGroupShared);
  };
  return {
    isInstalled: () => {
      installed ??= program === null ? Promise.resolve(false) : probe(program, isGroupShared);
      return installed;
    },
    listRef: (operation, ref) => withRemote(operation, (remote) => listRef(run, operation, remote, ref)),
    fetch: (operation, commitSha, directory) =>
      withRemote(operation, (remote) => fetchCommit(run, operation, remote, commitSha, directory)),
  };
}

type Run = (call: GitCall) => Promise<GitOutcome>;

interface GitCall {
  readonly args: readonly string[];
  readonly config: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Largest file that git may write. */
  readonly fileBytes: number;
  readonly gitDirectory?: string;
}

interface GitOutcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where git finds the repository, and the configuration that it needs for that. */
interface Remote {
  readonly url: string;
  readonly config: Readonly<Record<string, string>>;
  failure(): unknown;
}

async function withRemote<T>(operation: GitOperation, use: (remote: Remote) => Promise<T>): Promise<T> {
  if (operation.url.protocol === 'file:') {
    const config = { 'protocol.file.allow': 'always', 'safe.directory': '*' };
    return use({ url: operation.url.href, config, failure: () => null });
  }
  const forwarder = await startGitForwarder(operation);
  try {
    // By the environment, because every user of the machine can read a command line.
    const config = {
      'protocol.http.allow': 'always',
      'http.extraHeader': forwarder.header,
      'http.proxy': '',
      'http.followRedirects': 'false',
    };
    return await use({ url: forwarder.url, config, failure: forwarder.failure });
  } finally {
    await forwarder.close();
  }
}

async function listRef(run: Run, operation: GitOperation, remote: Remote, ref: GitRef): Promise<string> {
  const fullName = `${ref.kind === 'tag' ? 'refs/tags/' : 'refs/heads/'}${ref.name}`;
  const list = async (patterns: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const args = ['ls-remote', '--end-of-options', remote.url, ...patterns];
    const call = { args, config: remote.config, signal: operation.signal, fileBytes: operation.sizeBytes };
    // The settings of a repository around the hub's folder are never read.
    const outcome = await run({ ...call, gitDirectory: '/nonexistent' });
    if (outcome.exitCode !== 0) throw failureOf(outcome, operation, remote, null);
    const lines = outcome.stdout.split('\n').map((line) => line.split('\t'));
    return new Map(lines.map(([sha = '', name = '']) => [name, sha]));
  };
  const refs = await list([fullName, `${fullName}^{}`]);
  const sha = refs.get(`${fullName}^{}`) ?? refs.get(fullName);
  if (sha !== undefined) return requireSha1(sha, ref);
  const prefix = fullName.slice(0, -ref.name.length);
  const names = [...(await list([`${prefix}*`])).keys()].filter((name) => !name.endsWith('^{}'));
  throw unknownRef(
    ref,
    names.map((name) => name.slice(prefix.length)),
  );
}

async function fetchCommit(
  run: Run,
  operation: GitOperation,
  remote: Remote,
  commitSha: string,
  directory: string,
): Promise<void> {
  const call = { config: remote.config, signal: operation.signal, fileBytes: operation.sizeBytes };
  await mkdir(directory, { recursive: true });
  const made = await run({
    ...call,
    args: ['init', '--quiet', '--bare', '--template=', '--end-of-options', directory],
  });
  if (made.exitCode !== 0) throw failureOf(made, operation, remote, commitSha);
  const fetch = ['-C', directory, 'fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance'];
  const shallow = await run({ ...call, args: [...fetch, '--depth=1', '--end-of-options', remote.url, commitSha] });
  if (shallow.exitCode === 0) return;
  if (!/unadvertised object|does not support shallow|not our ref/i.test(shallow.stderr))
    throw failureOf(shallow, operation, remote, commitSha);
  // An old server: the commit may still be somewhere in the history of a branch or tag.
  const refs = ['+refs/heads/*:refs/hub/heads/*', '+refs/tags/*:refs/hub/tags/*'];
  const whole = await run({ ...call, args: [...fetch, '--end-of-options', remote.url, ...refs] });
  if (whole.exitCode !== 0) throw failureOf(whole, operation, remote, commitSha);
}

function failureOf(outcome: GitOutcome, operation: GitOperation, remote: Remote, commitSha: string | null): unknown {
  if (operation.signal.aborted) return operation.signal.reason;
  const behind = remote.failure();
  if (behind !== null) return behind;
  const text = outcome.stderr;
  if (/file size limit|File too large|exceeds maximum|out of memory/i.test(text)) return tooLarge(operation.sizeBytes);
  if (commitSha !== null && /not our ref|unadvertised object|couldn't find remote ref|bad object/i.test(text)) {
    return unknownRef({ kind: 'commit', name: commitSha });
  }
  return new GitError(
    'repository',
    `There is no usable git repository at this URL (git ended with status ${outcome.exitCode ?? 'none'}).`,
    { cause: new Error(text) },
  );
}

/** Runs git; it sees no configuration but ours. */
function runGit(program: string, call: GitCall, isGroupShared: boolean): Promise<GitOutcome> {
  return new Promise((resolve, reject) => {
    const blocks = Math.ceil(call.fileBytes / 512) + 2048;
    const limits = `ulimit -v ${ADDRESSES_KIB}; ulimit -d ${MEMORY_KIB}; ulimit -f ${blocks}`;
    const child = spawn('/bin/sh', ['-c', `${limits}; exec "$0" "$@"`, program, ...call.args], {
      cwd: '/',
      env: environment(call),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !isGroupShared,
    });
    const stop = (): void => {
      if (isGroupShared) child.kill('SIGKILL');
      else endGroup(child.pid);
      // Its helpers may hold its pipes open until the group ends.
      reject(call.signal.reason);
    };
    const stdout = collect(child.stdout, OUTPUT_BYTES);
    const stderr = collect(child.stderr, FINAL_STDERR_BYTES);
    call.signal.addEventListener('abort', stop, { once: true });
    if (call.signal.aborted) stop();
    child.on('error', reject);
    child.on('close', (exitCode) => {
      call.signal.removeEventListener('abort', stop);
      resolve({ exitCode, stdout: stdout(), stderr: stderr() });
    });
  });
}

function environment({ config, gitDirectory }: GitCall): Record<string, string> {
  const all: Record<string, string> = {
    'protocol.allow': 'never',
    'core.hooksPath': '/dev/null',
    'core.bigFileThreshold': '8m',
    'fetch.unpackLimit': '1',
    'fetch.writeCommitGraph': 'false',
    'gc.auto': '0',
    'credential.helper': '',
    'submodule.recurse': 'false',
    ...config,
  };
  const variables: Record<string, string> = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '/bin/false',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_PROTOCOL: 'version=2',
    GIT_CONFIG_COUNT: String(Object.keys(all).length),
    ...(gitDirectory === undefined ? {} : { GIT_DIR: gitDirectory }),
  };
  for (const [index, [key, value]] of Object.entries(all).entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return variables;
}

function collect(stream: NodeJS.ReadableStream, limitBytes: number): () => string {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  stream.on('data', (part: Buffer) => {
    if (sizeBytes < limitBytes) parts.push(part);
    sizeBytes += part.length;
  });
  return () => Buffer.concat(parts).toString('utf8');
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended already.
  }
}

async function probe(program: string, isGroupShared: boolean): Promise<boolean> {
  const call = { args: ['--version'], config: {}, signal: AbortSignal.timeout(5_000), fileBytes: 0 };
  return runGit(program, call, isGroupShared).then(
    (outcome) => outcome.exitCode === 0,
    () => false,
  );
}
