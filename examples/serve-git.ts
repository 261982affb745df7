import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file of a commit: its text or bytes, an executable, a link, or a submodule's commit. */
export type FileEntry =
  | string
  | Buffer
  | { readonly executable: true; readonly content: string | Buffer }
  | { readonly symlink: string }
  | { readonly submodule: string };

export type Files = Readonly<Record<string, FileEntry>>;

export interface GitServerOptions {
  /** Of 127.0.0.1; a free one by default. */
  readonly port?: number;
  /** Asked for by basic authentication; null serves everybody. */
  readonly credential?: { readonly username: string; readonly password: string } | null;
  /** Default false: only version 0 and 1 are spoken. */
  readonly hasProtocolV2?: boolean;
  /** Sees a request before git does; returns true when it has sent the response. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface ServedRepository {
  readonly name: string;
  readonly url: string;
  readonly directory: string;
  /** The branch then holds exactly these files, as a child of its last commit. Returns the SHA. */
  commit(files: Files, message: string, branch?: string): Promise<string>;
  tag(name: string, sha: string, options?: { readonly isAnnotated?: boolean }): Promise<void>;
  /** Runs a git command in the bare repository. Returns what it prints. */
  git(args: readonly string[], input?: string | Buffer): Promise<string>;
}

export interface GitServer {
  readonly url: string;
  readonly port: number;
  /** Paths with query of the requests so far, newest last. */
  readonly requests: readonly string[];
  createRepository(name: string, files?: Files): Promise<ServedRepository>;
  close(): Promise<void>;
}

/** Serves bare repositories of a temporary folder by `git http-backend` on a free port of 127.0.0.1. */
export async function startGitServer(options: GitServerOptions = {}): Promise<GitServer> {
  const root = await mkdtemp(join(tmpdir(), 'serve-git-'));
  const requests: string[] = [];
  const children = new Set<ChildProcess>();
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (options.intercept?.(request, response) === true) return;
    if (!isAuthorised(request, options)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end('Sign in');
      return;
    }
    serve(root, options, request, response, children);
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    requests,
    createRepository: (name, files) => createRepository(root, url, name, files),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      for (const child of children) child.kill('SIGKILL');
      await closed;
      await rm(root, { recursive: true, force: true });
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function isAuthorised(request: IncomingMessage, { credential }: GitServerOptions): boolean {
  if (credential === undefined || credential === null) return true;
  const pair = Buffer.from(`${credential.username}:${credential.password}`).toString('base64');
  return request.headers.authorization === `Basic ${pair}`;
}

/** One request by CGI. @see https://git-scm.com/docs/git-http-backend */
function serve(
  root: string,
  options: GitServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  children: Set<ChildProcess>,
): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...NEUTRAL_ENVIRONMENT,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      ...(options.hasProtocolV2 === true ? { GIT_PROTOCOL: String(request.headers['git-protocol'] ?? '') } : {}),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  children.add(backend);
  backend.on('close', () => children.delete(backend));
  backend.on('error', () => response.destroy());
  // A client that goes away early is no failure of the server.
  backend.stdin.on('error', () => backend.kill('SIGKILL'));
  response.on('close', () => backend.kill('SIGKILL'));
  request.pipe(backend.stdin);
  relayCgi(backend.stdout, response);
}

function relayCgi(output: NodeJS.ReadableStream, response: ServerResponse): void {
  let head = Buffer.alloc(0);
  const onHead = (part: Buffer): void => {
    head = Buffer.concat([head, part]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    output.off('data', onHead);
    const lines = head.toString('latin1', 0, end).split('\r\n');
    const headers = lines.map(
      (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const,
    );
    const status = Number.parseInt(headers.find(([name]) => name === 'Status')?.[1] ?? '200', 10);
    response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')));
    response.write(head.subarray(end + 4));
    output.pipe(response);
  };
  output.on('data', onHead);
  output.on('end', () => response.end());
}

async function createRepository(
  root: string,
  serverUrl: string,
  name: string,
  files?: Files,
): Promise<ServedRepository> {
  const directory = join(root, `${name}.git`);
  await mkdir(directory, { recursive: true });
  const git = (args: readonly string[], input?: string | Buffer) => runGit(directory, args, input);
  await git(['init', '--quiet', '--bare', '--initial-branch=main', '.']);
  const repository: ServedRepository = {
    name,
    url: `${serverUrl}/${name}.git`,
    directory,
    git,
    commit: (wanted, message, branch = 'main') => commit(git, wanted, message, branch),
    tag: async (tagName, sha, options) => {
      await git(['tag', ...(options?.isAnnotated === true ? ['-a', '-m', tagName] : []), tagName, sha]);
    },
  };
  if (files !== undefined) await repository.commit(files, 'first');
  return repository;
}

type Git = ServedRepository['git'];

/** Built from objects, without a work tree: names and modes that a file system would not take are possible too. */
async function commit(git: Git, files: Files, message: string, branch: string): Promise<string> {
  const tree = await writeTree(git, Object.entries(files));
  const parent = await git(['rev-parse', '--quiet', '--verify', `refs/heads/${branch}`]).catch(() => '');
  const sha = await git(['commit-tree', ...(parent === '' ? [] : ['-p', parent]), '-m', message, tree]);
  await git(['update-ref', `refs/heads/${branch}`, sha]);
  return sha;
}

async function writeTree(git: Git, entries: readonly (readonly [string, FileEntry])[]): Promise<string> {
  const lines: string[] = [];
  const folders = new Map<string, [string, FileEntry][]>();
  for (const [path, entry] of entries) {
    const slash = path.indexOf('/');
    if (slash < 0) {
      lines.push(await treeLine(git, path, entry));
      continue;
    }
    const folder = folders.get(path.slice(0, slash)) ?? [];
    folder.push([path.slice(slash + 1), entry]);
    folders.set(path.slice(0, slash), folder);
  }
  for (const [name, inside] of folders) lines.push(`040000 tree ${await writeTree(git, inside)}\t${name}`);
  return git(['mktree', '-z', '--missing'], `${lines.join('\0')}${lines.length > 0 ? '\0' : ''}`);
}

async function treeLine(git: Git, name: string, entry: FileEntry): Promise<string> {
  if (typeof entry === 'object' && 'submodule' in entry) return `160000 commit ${entry.submodule}\t${name}`;
  const isBytes = typeof entry === 'string' || Buffer.isBuffer(entry);
  const content = isBytes ? entry : 'symlink' in entry ? entry.symlink : entry.content;
  const mode = isBytes ? '100644' : 'symlink' in entry ? '120000' : '100755';
  const sha = await git(['hash-object', '-w', '--stdin'], content);
  return `${mode} blob ${sha}\t${name}`;
}

const NEUTRAL_ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Example',
  GIT_AUTHOR_EMAIL: 'example@example.com',
  GIT_COMMITTER_NAME: 'Example',
  GIT_COMMITTER_EMAIL: 'example@example.com',
} as const;

function runGit(directory: string, args: readonly string[], input: string | Buffer = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...args], {
      cwd: directory,
      env: NEUTRAL_ENVIRONMENT,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => stdout.push(part));
    child.stderr.on('data', (part: Buffer) => stderr.push(part));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      if (exitCode === 0) resolve(Buffer.concat(stdout).toString('utf8').trim());
      else reject(new Error(`git ${args.join(' ')} ended with ${exitCode}: ${Buffer.concat(stderr).toString('utf8')}`));
    });
    // A command that reads no input may have ended by now: its exit code says how it went.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
