import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import type { SandboxSpec } from './sandbox.ts';

/** A bind whose source the sandbox's user can reach. */
export interface ReachableMount {
  readonly from: string;
  readonly to: string;
  readonly isWritable: boolean;
}

/** The user id of a process inside; outside it is the sandbox's uid. */
export const INNER_UID = 1000;

/**
 * The options of bubblewrap, each ended by NUL, for `--args FD`: a command line could be read by every local user.
 *
 * The network namespace is there already, so it is not unshared.
 */
export function bubblewrapArguments(spec: SandboxSpec, mounts: readonly ReachableMount[]): Buffer {
  const inner = spec.workingDirectory === '' ? '/hub/app' : `/hub/app/${spec.workingDirectory}`;
  const all = [
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup'],
    ...['--uid', String(INNER_UID), '--gid', String(INNER_UID), '--hostname', 'sandbox'],
    ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--clearenv'],
    ...Object.entries(spec.env).flatMap(([name, value]) => ['--setenv', name, value]),
    ...systemDirectories(),
    ...['--ro-bind', '/sys/etc', '/etc', '--proc', '/proc', ...maskedFiles()],
    ...['--dev', '/dev', '--bind', '/sys/s', '/dev/shm'],
    ...['--bind', '/sys/t', '/tmp', '--symlink', '/tmp', '/var/tmp'],
    ...['--bind', '/sys/v/app', '/hub/app', '--bind', '/sys/v/home', '/hub/home'],
    ...(spec.volume.kind === 'workspace' ? ['--bind', '/sys/c', '/hub/cache'] : []),
    ...mounts.flatMap(({ from, to, isWritable }) => [isWritable ? '--bind' : '--ro-bind', from, to]),
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', inner],
  ];
  return Buffer.from(all.map((argument) => `${argument}\0`).join(''));
}

/**
 * The keys of every process with the sandbox's uid, which is the hub's where it is no root; what reveals the host; and the settings of the
 * host's clients, which may hold a credential: builds get those of the build mirrors, by their environment.
 */
const MASKED_FILES = [
  ...[
    '/proc/keys',
    '/proc/key-users',
    '/proc/cmdline',
    '/proc/config.gz',
    '/proc/iomem',
    '/proc/ioports',
    '/proc/kallsyms',
  ],
  ...['/usr/local/etc/npmrc', '/usr/etc/npmrc', '/usr/local/share/.yarnrc', '/usr/local/etc/pip.conf'],
];

/** Hosts have some of them only. */
const maskedFiles = (): string[] =>
  MASKED_FILES.filter((path) => existsSync(path)).flatMap((path) => ['--dev-bind', '/dev/null', path]);

const SYSTEM_DIRECTORIES = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

/** /usr, and the directories that are links into it on a merged system. */
function systemDirectories(): string[] {
  const others = SYSTEM_DIRECTORIES.filter((path) => existsSync(path)).flatMap((path) =>
    lstatSync(path).isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path],
  );
  return ['--ro-bind', '/usr', '/usr', ...others];
}
