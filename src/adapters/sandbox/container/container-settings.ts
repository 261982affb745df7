import type { ReachableMount } from '../bubblewrap-arguments.ts';
import type { SandboxSpec } from '../sandbox.ts';
import { INIT_SCRIPT } from './init-script.ts';

/** Labels by which a container is known as a hub's and an owner's. */
export const LABELS = { hub: 'hubwright.hub', owner: 'hubwright.owner' } as const;

export interface ContainerSettings {
  readonly spec: SandboxSpec;
  readonly hubId: string;
  readonly ownerName: string;
  readonly uid: number;
  readonly image: string;
  /** Names of variables that the image sets. */
  readonly imageVariables: readonly string[];
  readonly runtime: string | null;
  /** Path of the network namespace. */
  readonly networkPath: string;
  readonly seccompPath: string;
  readonly mounts: readonly ReachableMount[];
}

export const OPEN_FILES = 8192;
const CPU_UNIT = 1_000_000_000;
/** The first process waits for the command. */
export const OWN_PROCESSES = 1;
/** Set by engines whatever is requested. */
const ENGINE_VARIABLES = ['HOME', 'HOSTNAME', 'TERM', 'PATH', 'container'];
/** Files that reveal things about the host, or can change them; the rest of /proc is the container's own. */
const MASKED = [
  ...[
    '/dev/mqueue',
    '/sys',
    '/proc/acpi',
    '/proc/asound',
    '/proc/interrupts',
    '/proc/kallsyms',
    '/proc/kcore',
    '/proc/keys',
  ],
  ...[
    '/proc/key-users',
    '/proc/latency_stats',
    '/proc/sched_debug',
    '/proc/scsi',
    '/proc/timer_list',
    '/proc/timer_stats',
  ],
];

/** The body of a request that makes the container of a sandbox. */
export function containerBody(settings: ContainerSettings): object {
  const { spec, uid } = settings;
  return {
    Image: settings.image,
    User: `${uid}:${uid}`,
    Entrypoint: ENTRYPOINT,
    Cmd: commandWords(settings),
    Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
    WorkingDir: '/',
    Hostname: 'sandbox',
    Labels: labelsOf(settings),
    ...{ OpenStdin: true, StdinOnce: true, AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: false },
    HostConfig: hostConfig(settings),
  };
}

function hostConfig({ spec, mounts, networkPath, runtime, seccompPath }: ContainerSettings): object {
  const { memoryBytes, cpus, processes } = spec.limits;
  const fixed = (name: string, value: number): object => ({ Name: name, Soft: value, Hard: value });
  return {
    NetworkMode: `ns:${networkPath}`,
    ...(runtime === null ? {} : { Runtime: runtime }),
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges', `seccomp=${seccompPath}`, `mask=${MASKED.join(':')}`],
    ...{ Memory: memoryBytes, MemorySwap: memoryBytes, NanoCpus: Math.round(cpus * CPU_UNIT) },
    PidsLimit: processes + OWN_PROCESSES,
    ...{ IpcMode: 'private', CgroupnsMode: 'private', PidMode: '', UTSMode: '' },
    Ulimits: [fixed('nofile', OPEN_FILES), fixed('nproc', OPEN_FILES), fixed('core', 0)],
    LogConfig: { Type: 'none' },
    RestartPolicy: { Name: 'no' },
    Mounts: mounts.map(({ from, to, isWritable }) => ({
      ...{ Type: 'bind', Source: from, Target: to, ReadOnly: !isWritable },
    })),
  };
}

export const ENTRYPOINT = ['/bin/sh', '-c', INIT_SCRIPT, 'hubwright-init'];

/** The arguments of the first process. */
export function commandWords(settings: ContainerSettings): string[] {
  const { spec } = settings;
  return [spec.command, workingDirectory(spec), ...foreignVariables(settings)];
}

export const labelsOf = ({ hubId, ownerName }: ContainerSettings): Record<string, string> => ({
  [LABELS.hub]: hubId,
  [LABELS.owner]: ownerName,
});

const workingDirectory = (spec: SandboxSpec): string =>
  spec.workingDirectory === '' ? '/hub/app' : `/hub/app/${spec.workingDirectory}`;

function foreignVariables({ spec, imageVariables }: ContainerSettings): string[] {
  return [...new Set([...ENGINE_VARIABLES, ...imageVariables])].filter((name) => !(name in spec.env));
}
