import { findMemoryCgroup } from '../cgroup-roots.ts';
import { countOutOfMemory } from '../owner-cgroups.ts';

/** Whether the kernel has killed for want of memory in a container. */
export interface MemoryWatch {
  hasRunOutOfMemory(): boolean;
  close(): void;
}

const EVERY_MS = 100;

/**
 * Reads the cgroup of a process while it is there: engines remove it with the container, and Podman doesn't always know.
 */
export function watchMemory(pid: number): MemoryWatch {
  const cgroup = findMemoryCgroup(pid);
  let hasRunOut = false;
  const look = (): boolean => {
    if (cgroup !== null) hasRunOut ||= countOutOfMemory(cgroup.directory, cgroup.version) > 0;
    return hasRunOut;
  };
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  return { hasRunOutOfMemory: look, close: () => clearInterval(timer) };
}
