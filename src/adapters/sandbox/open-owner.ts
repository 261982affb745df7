import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../../errors/app-error.ts';
import { findCgroupRoots } from './cgroup-roots.ts';
import { disksDirectory, unmountBelow } from './container/disk.ts';
import { createInnerEtc } from './inner-etc.ts';
import { LAUNCH_PATH } from './launch-path.ts';
import { startLauncher } from './launcher/start-launcher.ts';
import type { Owner, SandboxLog } from './owner.ts';
import { createOwnerCgroups, type OwnerCgroups } from './owner-cgroups.ts';
import { createOwnerName } from './owner-name.ts';
import { probeCopyMethod } from './probe-copy-method.ts';
import { requirePrograms } from './require-programs.ts';
import { createSeccompFilter } from './seccomp-filter.ts';
import { startSupervisor } from './supervisor.ts';

export interface OwnerSettings {
  readonly hubId: string;
  readonly ownerId: string;
  readonly dataDirectory: string;
  readonly sandboxUid: number;
  readonly cgroup: 'required' | 'rlimits-accepted';
  readonly log: SandboxLog;
  /** Socket of the container engine, where sandboxes are containers. */
  readonly engineSocket?: string;
}

export interface OpenedOwner extends Owner {
  /** Removes all that `openOwner` made; sandboxes are gone by then. */
  close(): Promise<void>;
}

/**
 * Makes what all sandboxes of this process share: its directory, cgroups, user namespace and supervisor.
 * @throws AppError `sandbox_unavailable`
 */
export async function openOwner(settings: OwnerSettings): Promise<OpenedOwner> {
  requirePrograms();
  const sandboxUid = process.getuid?.() === 0 ? settings.sandboxUid : null;
  const name = createOwnerName(settings.ownerId);
  const directory = join(ownersDirectory(settings.dataDirectory, settings.hubId), name);
  const holder = sandboxUid === null ? await holdUserNamespace(settings.hubId) : null;
  const cgroups = await openCgroups(settings, name).catch((error: unknown) => {
    holder?.release();
    throw error;
  });
  fillDirectory(directory);
  const base = {
    hubId: settings.hubId,
    name,
    directory,
    sandboxUid,
    cgroups,
    log: settings.log,
    userNamespacePid: holder?.pid ?? null,
  };
  const copyMethod = await probeCopyMethod(base);
  const { engineSocket } = settings;
  const engine =
    engineSocket === undefined ? null : { socketPath: engineSocket, disksDirectory: disksDirectory(directory) };
  const [supervisor, launcher] = await Promise.all([
    startSupervisor(name, cgroups?.directories ?? [], engine),
    startLauncher({ ...base, copyMethod }),
  ]);
  const background = new Set<Promise<void>>();
  return {
    ...base,
    inBackground(work) {
      const done: Promise<void> = work
        .catch((error: unknown) => settings.log('error', 'what a sandbox left could not be removed', { err: error }))
        .finally(() => background.delete(done));
      background.add(done);
    },
    ...{ copyMethod, supervisor, launcher },
    async close() {
      await Promise.all(background);
      await launcher.close();
      await cgroups?.remove();
      await supervisor.close();
      holder?.release();
      if (engine !== null) await unmountBelow(engine.disksDirectory);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Where the owners of a hub have their working directories. */
const ownersDirectory = (dataDirectory: string, hubId: string): string => join(dataDirectory, 'sandbox', hubId);

async function openCgroups(settings: OwnerSettings, name: string): Promise<OwnerCgroups | null> {
  const roots = findCgroupRoots();
  if (roots !== null) {
    try {
      return await createOwnerCgroups(roots, settings.hubId, name);
    } catch (error) {
      settings.log('warn', 'cgroups could not be made', { err: error });
    }
  }
  if (settings.cgroup === 'rlimits-accepted') {
    settings.log(
      'warn',
      'no cgroups can be made: memory is limited for each process alone, and processor time not at all',
    );
    return null;
  }
  throw new AppError(
    'sandbox_unavailable',
    'No writable cgroup with the memory and pids controllers was found: run the hub as a systemd service with Delegate=yes ' +
      '(systemd-run --user --scope -p Delegate=yes npm start), or accept limits per process only with HUBWRIGHT_CGROUPS=rlimits-accepted.',
  );
}

interface NamespaceHolder {
  readonly pid: number;
  release(): void;
}

/** An ordinary user is root in a user namespace of its own, shared by all its sandboxes; it ends with this process. */
async function holdUserNamespace(hubId: string): Promise<NamespaceHolder> {
  const child = spawn('unshare', ['--user', '--map-root-user', '/bin/sh', '-c', 'echo held; read -r _'], {
    cwd: '/',
    env: { PATH: LAUNCH_PATH, HUBWRIGHT_SANDBOX_OF: hubId },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit').then(() => false);
  const isHeld = await Promise.race([once(child.stdout as Readable, 'data').then(() => true), exit]);
  if (!isHeld || child.pid === undefined) {
    throw new AppError(
      'sandbox_unavailable',
      'This user may not make user namespaces, so of the isolations only containers work: enable them with "sysctl -w kernel.unprivileged_userns_clone=1" ' +
        '(and on Ubuntu "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"), or start the hub as root.',
    );
  }
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) if ('unref' in stream) (stream.unref as () => void)();
  return { pid: child.pid, release: () => void child.kill('SIGKILL') };
}

function fillDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
  writeFileSync(join(directory, 'seccomp.bpf'), createSeccompFilter(architecture), { mode: 0o644 });
  createInnerEtc(join(directory, 'etc'));
}
