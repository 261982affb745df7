import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** A container engine of a test's own: its storage, its socket and its image are in a folder that goes with it. */
export interface TestEngine {
  readonly socketPath: string;
  readonly image: string;
  readonly runtime: string;
  readonly isGvisor: boolean;
  /** Of its storage; nothing of a mount or a process may name it once it is closed. */
  readonly folder: string;
  close(): Promise<void>;
}

const RUNC = 'runc';
/** As docs/operate.md has them. */
const RUNSC_FLAGS = ['--network=host', '--oci-seccomp', '--host-fifo=open', '--overlay2=none', '--directfs=false'];
const IMAGE = 'localhost/hubwright-test:latest';
const MAX_START_MS = 30_000;
/** What the suites call, with what a system of that size has. */
const PROGRAMS =
  'sh dash bash cat ls cp mv rm mkdir rmdir chmod chown ln id env printenv head tail tr wc du cut od sort sleep true false ' +
  'grep sed find perl ip unshare su mount umount chroot mknod kill setsid timeout uname stat nsenter dd seq touch tee mkfifo readlink awk mawk ' +
  'tar gzip expr basename dirname ps xargs which date diff cmp nproc base64 sha256sum mktemp python3 python3.11 npm';
const FOLDERS = ['usr/lib/x86_64-linux-gnu/perl-base', 'usr/lib/aarch64-linux-gnu/perl-base'];

/** What the suites of containers run with: runc, and gVisor's `runsc` where HUBWRIGHT_TEST_RUNSC says where it is. */
export const TEST_RUNTIMES: readonly TestRuntime[] = [
  { title: 'runc', runscPath: null },
  ...[process.env.HUBWRIGHT_TEST_RUNSC ?? []].flat().map((runscPath) => ({ title: 'gVisor' as const, runscPath })),
];

interface TestRuntime {
  readonly title: 'runc' | 'gVisor';
  readonly runscPath: string | null;
}

export interface TestEngineOptions {
  /** Whether this process's own Node is in the image, at /usr/local/bin. */
  readonly hasNode?: boolean;
  /** Where gVisor's `runsc` is, to start containers with it; null = with runc. */
  readonly runscPath?: string | null;
  /** Options of `runsc` that are left out. */
  readonly runscWithout?: string;
  /** Programs that the image lacks. */
  readonly imageWithout?: readonly string[];
}

/** Podman with a socket, as root. */
export async function startTestEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-engine-'));
  const socketPath = join(folder, 'engine.sock');
  const runscPath = options.runscPath ?? null;
  const runtime = runscPath === null ? RUNC : wrapRunsc(folder, runscPath, options.runscWithout);
  const service = spawnService(folder, socketPath, runtime);
  const close = async (): Promise<void> => {
    const exit = service.exitCode === null ? once(service, 'exit') : null;
    service.kill('SIGTERM');
    await exit;
    // Podman keeps a mount there; a start that failed early has none.
    spawnSync('umount', ['--lazy', '--recursive', join(folder, 'storage/overlay')], { stdio: 'ignore' });
    spawnSync('umount', [join(folder, 'runsc/null-netns')], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await untilListening(socketPath, service);
    await importImage(socketPath, folder, options);
    return { socketPath, image: IMAGE, runtime: basename(runtime), isGvisor: runscPath !== null, folder, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/** A program as an operator makes it, as Podman gives a runtime's own options to some of its calls only. */
function wrapRunsc(folder: string, runscPath: string, without?: string): string {
  const path = join(folder, 'runsc-bin/runsc');
  mkdirSync(dirname(path));
  const flags = [`--root=${join(folder, 'runsc')}`, ...RUNSC_FLAGS.filter((flag) => flag !== without)].join(' ');
  writeFileSync(path, `#!/bin/sh\nexec ${runscPath} ${flags} "$@"\n`, { mode: 0o755 });
  return path;
}

function spawnService(folder: string, socketPath: string, runtime: string): ChildProcess {
  const storage = [
    '--root',
    join(folder, 'storage'),
    '--runroot',
    join(folder, 'run'),
    '--tmpdir',
    join(folder, 'tmp'),
  ];
  const kind = [
    '--storage-driver',
    'overlay',
    '--cgroup-manager',
    'cgroupfs',
    '--events-backend',
    'none',
    '--runtime',
    runtime,
  ];
  return spawn('podman', [...storage, ...kind, 'system', 'service', '--time', '0', `unix://${socketPath}`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', process.env.HUBWRIGHT_TEST_ENGINE_LOG === undefined ? 'ignore' : 'inherit'],
  });
}

async function untilListening(socketPath: string, service: ChildProcess): Promise<void> {
  const endMs = performance.now() + MAX_START_MS;
  for (;;) {
    if (service.exitCode !== null) throw new Error('podman did not start');
    if (await canConnect(socketPath)) return;
    if (performance.now() > endMs) throw new Error('podman does not listen');
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

function canConnect(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** A small system out of this one's own programs, as no registry is asked. */
async function importImage(socketPath: string, folder: string, options: TestEngineOptions): Promise<void> {
  const skeleton = join(folder, 'skeleton');
  makeSkeleton(skeleton);
  if (options.hasNode === true) {
    mkdirSync(join(skeleton, 'usr/local/bin'), { recursive: true });
    copyFileSync(process.execPath, join(skeleton, 'usr/local/bin/node'));
  }
  const names = systemFiles(options.imageWithout ?? []);
  const tar = spawn('tar', ['-cf', '-', '-C', skeleton, '.', '-C', '/', '--', ...names], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const path = `/v1.41/images/create?fromSrc=-&repo=${encodeURIComponent('localhost/hubwright-test')}&tag=latest&changes=${encodeURIComponent('ENV IMAGE_SETS=this')}`;
  const sent = request({ socketPath, method: 'POST', path, headers: { 'Content-Type': 'application/x-tar' } });
  tar.stdout.pipe(sent);
  const [answer] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  let said = '';
  for await (const chunk of answer) said += String(chunk);
  if (answer.statusCode !== 200) throw new Error(`the image could not be imported: ${said}`);
}

function makeSkeleton(skeleton: string): void {
  for (const name of [
    'dev',
    'proc',
    'sys',
    'etc',
    'hub',
    'run',
    'root',
    'home',
    'boot',
    'var/lib',
    'usr/lib64',
    'usr/sbin',
  ]) {
    mkdirSync(join(skeleton, name), { recursive: true });
  }
  for (const name of ['tmp', 'var/tmp']) {
    mkdirSync(join(skeleton, name), { recursive: true });
    chmodSync(join(skeleton, name), 0o1777);
  }
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    const target = existsSync(`/${name}`) ? readlinkSync(`/${name}`) : null;
    if (target !== null) symlinkSync(target, join(skeleton, name));
  }
}

/** Files of this system without the leading slash: programs, what they load, and the links to both. */
function systemFiles(without: readonly string[]): string[] {
  const programs = PROGRAMS.split(' ')
    .filter((name) => !without.includes(name))
    .flatMap((name) => ['/usr/bin', '/usr/sbin'].map((folder) => join(folder, name)))
    .filter((path) => existsSync(path));
  const real = [...new Set(programs.map((path) => realpathSync(path)))];
  const loaded = [...listLibraries([...real, process.execPath])];
  const all = [...programs, ...real, ...loaded].flatMap((path) => [
    join(realpathSync(dirname(path)), basename(path)),
    realpathSync(path),
  ]);
  const found = [...new Set(all)].filter((path) => path.startsWith('/usr/')).map((path) => path.slice(1));
  const folders = FOLDERS.filter((name) => existsSync(`/${name}`));
  return [...found, ...folders, ...['etc/ld.so.cache', 'usr/lib/os-release'].filter((name) => existsSync(`/${name}`))];
}

function listLibraries(programs: readonly string[]): Set<string> {
  // It fails for scripts among them, and says the rest.
  const said = spawnText('ldd', programs);
  return new Set([...said.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path ?? '').filter((path) => existsSync(path)));
}

function spawnText(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? '');
  }
}
