import { AppError } from '../../../errors/app-error.ts';
import type { ReachableMount } from '../bubblewrap-arguments.ts';
import {
  type ContainerSettings,
  commandWords,
  ENTRYPOINT,
  labelsOf,
  OPEN_FILES,
  OWN_PROCESSES,
} from './container-settings.ts';

/** The uid of a sandbox on gVisor's kernel; on the host it is the sandboxes' own. */
export const GVISOR_UID = 1000;

/** Accounts of people and services are below it. */
const LOWEST_UID = 61_184;

/** Threads of gVisor's kernel, of its server of files, and what it keeps of each process of the sandbox. */
const KERNEL_THREADS = 512;
const THREADS_OF_A_PROCESS = 8;
const CPU_PERIOD_US = 100_000;

/**
 * The body of a request of Podman's own API, which alone maps users: gVisor's kernel is root of a user namespace, so that on the host
 * it is nobody.
 *
 * @param name of the container
 */
export function gvisorBody(name: string, settings: ContainerSettings): object {
  const { spec } = settings;
  return {
    ...{ name, image: settings.image, user: `${GVISOR_UID}:${GVISOR_UID}`, hostname: 'sandbox', work_dir: '/' },
    ...{ entrypoint: ENTRYPOINT, command: commandWords(settings), env: spec.env, labels: labelsOf(settings) },
    ...{ stdin: true, terminal: false, log_configuration: { driver: 'none' }, restart_policy: 'no' },
    netns: { nsmode: 'path', value: settings.networkPath },
    userns: { nsmode: 'private' },
    idmappings: { HostUIDMapping: false, HostGIDMapping: false, UIDMap: mapOf(settings), GIDMap: mapOf(settings) },
    ...{ ipcns: { nsmode: 'private' }, cgroupns: { nsmode: 'private' } },
    ...{ read_only_filesystem: true, cap_drop: ['ALL'], no_new_privileges: true },
    ...{ seccomp_policy: 'default', seccomp_profile_path: settings.seccompPath },
    ...{ image_volume_mode: 'ignore', resource_limits: resources(settings), r_limits: limits(settings) },
    mounts: settings.mounts.map(toMount),
  };
}

/**
 * Checks that the user ids below a sandbox's can be those of gVisor's kernel.
 * @throws AppError `sandbox_unavailable`
 */
export function requireFreeUids(uid: number): void {
  if (uid - GVISOR_UID >= LOWEST_UID) return;
  const message = `With gVisor HUBWRIGHT_SANDBOX_UID has to be ${LOWEST_UID + GVISOR_UID} or more: the ${GVISOR_UID} ids below it are its kernel's.`;
  throw new AppError('sandbox_unavailable', message);
}

/** Up to the sandbox's own, as what lies below belongs to nobody on the host. */
function mapOf({ uid }: ContainerSettings): readonly object[] {
  return [{ container_id: 0, host_id: uid - GVISOR_UID, size: GVISOR_UID + 1 }];
}

function resources({ spec }: ContainerSettings): object {
  const { memoryBytes, cpus, processes } = spec.limits;
  return {
    memory: { limit: memoryBytes, swap: memoryBytes },
    cpu: { quota: Math.round(cpus * CPU_PERIOD_US), period: CPU_PERIOD_US },
    pids: { limit: KERNEL_THREADS + THREADS_OF_A_PROCESS * processes },
  };
}

/** The kernel of a sandbox has no other user, so that the limit of its user is the one of the sandbox. */
function limits({ spec }: ContainerSettings): object[] {
  const fixed = (type: string, value: number): object => ({ type, soft: value, hard: value });
  return [fixed('nofile', OPEN_FILES), fixed('nproc', spec.limits.processes + OWN_PROCESSES), fixed('core', 0)];
}

function toMount({ from, to, isWritable }: ReachableMount): object {
  return { type: 'bind', source: from, destination: to, options: ['rbind', isWritable ? 'rw' : 'ro'] };
}
