import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProcess } from '../../../base/process/read-process.ts';
import type { ReachableMount } from '../bubblewrap-arguments.ts';
import type { HostAddresses } from '../network/host-addresses.ts';
import { openNetwork } from '../network/open-network.ts';
import type { OpenedOwner } from '../open-owner.ts';
import type { SandboxFile, SandboxProcess, SandboxSpec } from '../sandbox.ts';
import { filesBytes, readSandboxFile } from '../sandbox-file.ts';
import type { Slot } from '../slot.ts';
import type { EngineFacts } from './check-engine.ts';
import { followContainer } from './container-process.ts';
import { type ContainerSettings, containerBody } from './container-settings.ts';
import { type ContainerTarget, endContainer, removeContainer } from './containers.ts';
import { type Disk, makeScratch, openDisk, placePlainly } from './disk.ts';
import type { EngineClient } from './engine-client.ts';
import { requireGvisorOptions } from './gvisor-options.ts';
import { gvisorBody } from './gvisor-settings.ts';
import { GO } from './init-script.ts';
import { type OutputPipes, openOutputPipes, PIPES_PATH } from './output-pipes.ts';
import { type MemoryWatch, watchMemory } from './watch-memory.ts';

export interface ContainerStart {
  readonly owner: OpenedOwner;
  readonly engine: EngineClient;
  readonly facts: EngineFacts;
  readonly options: {
    readonly hubId: string;
    readonly image: string;
    readonly runtime: string | null;
    readonly socketPath: string;
    readonly sandboxUid: number;
  };
  readonly addresses: HostAddresses;
  readonly slot: Slot;
  readonly spec: SandboxSpec;
  readonly workspace: Disk | null;
}

/** Engines take their time on a busy host; it doesn't count as the run's. */
const MAX_START_MS = 60_000;

/** Starts the sandbox of `spec` in the network namespace of a slot. @throws Error with a plain sentence */
export async function startContainer(start: ContainerStart): Promise<SandboxProcess> {
  const { owner, engine, slot, spec, options } = start;
  const name = `hubwright-${owner.hubId}-${spec.id}`;
  const prepared = await prepare(start);
  let target: ContainerTarget = { socketPath: options.socketPath, name, pid: 0, startTime: '' };
  const killTarget = () => ({ ...slot.killTarget, container: target });
  let memory: MemoryWatch | null = null;
  const handedOut = Promise.withResolvers<void>();
  const onEnd = async (): Promise<void> => {
    memory?.close();
    // The container has ended; taking down what is left of it takes the engine long, and no result has to wait for that.
    owner.inBackground(
      removeContainer(engine, name)
        .catch(() => undefined)
        .then(prepared.close),
    );
    await slot.dispose();
  };
  try {
    await create(start, name, settingsOf(start, prepared));
    owner.supervisor.arm(slot.id, spec.deadlineMs + MAX_START_MS, killTarget());
    const streams = await engine.attach(name);
    const started = followContainer({
      ...{
        engine,
        supervisor: owner.supervisor,
        id: slot.id,
        streams,
        output: prepared.output,
        target: () => target,
        onEnd,
        handedOut: handedOut.promise,
      },
      hasRunOutOfMemory: () => memory?.hasRunOutOfMemory() ?? false,
    });
    await engine.call('POST', `/containers/${name}/start`);
    target = await findTarget(engine, target);
    if (start.facts.isGvisor) requireGvisorOptions(target.pid);
    memory = watchMemory(target.pid);
    owner.supervisor.arm(slot.id, spec.deadlineMs, killTarget());
    streams.write(GO);
    // Without its holder nothing would follow the addresses of this host in its namespace.
    void slot.ended.then(() => endContainer(target));
    setImmediate(handedOut.resolve);
    return started;
  } catch (error) {
    handedOut.resolve();
    owner.supervisor.disarm(slot.id);
    await endContainer(target);
    prepared.output.handOver();
    for (const stream of [prepared.output.stdout, prepared.output.stderr]) stream.destroy();
    await prepared.close();
    throw error;
  }
}

function create({ engine, facts }: ContainerStart, name: string, settings: ContainerSettings): Promise<unknown> {
  return facts.isGvisor
    ? engine.call('POST', '/libpod/containers/create', gvisorBody(name, settings))
    : engine.call('POST', `/containers/create?name=${name}`, containerBody(settings));
}

interface Prepared {
  readonly mounts: readonly ReachableMount[];
  readonly output: OutputPipes;
  close(): Promise<void>;
}

async function prepare(start: ContainerStart): Promise<Prepared> {
  const { owner, slot, spec, addresses } = start;
  const network = spec.network.kind === 'none' ? null : await openNetwork(owner, slot, spec.network, addresses);
  try {
    const files = { ...spec.files, ...network?.files };
    const disk =
      start.workspace ?? (await openDisk(owner, slot.id, spec.limits.diskBytes + filesBytes(files), releaseOf(spec)));
    const scratch = makeScratch(owner, disk, slot.id);
    const output = openOutputPipes(scratch.path, owner.sandboxUid ?? 0);
    const written = await writeFiles(start, join(scratch.path, 'files'), files);
    const placed = await placePlainly(owner, slot.id, [
      ...volumeMounts(start, disk),
      ...['/tmp', '/var/tmp'].map((to) => writable(join(scratch.path, 'tmp'), to)),
      writable(join(scratch.path, 'shm'), '/dev/shm'),
      ...etcMounts(owner.directory),
      // A pipe on a read-only mount can't be written to on gVisor; the folder itself is root's.
      { from: output.directory, to: PIPES_PATH, isWritable: start.facts.isGvisor },
      ...(start.facts.isGvisor ? [maskOf(scratch.path, '/sys')] : []),
      ...hostMounts(spec),
      ...written,
    ]);
    return {
      ...{ mounts: placed.mounts, output },
      close: async () => {
        await placed.close();
        scratch.remove();
        if (disk !== start.workspace) await disk.close();
        await network?.close();
      },
    };
  } catch (error) {
    await network?.close();
    throw error;
  }
}

/** gVisor masks no paths. */
function maskOf(scratch: string, to: string): ReachableMount {
  const from = join(scratch, 'masked');
  mkdirSync(from, { mode: 0o755 });
  return { from, to, isWritable: false };
}

const writable = (from: string, to: string): ReachableMount => ({ from, to, isWritable: true });

function volumeMounts({ owner, spec, workspace }: ContainerStart, disk: Disk): ReachableMount[] {
  const { volume } = spec;
  const root = volume.kind === 'directory' ? handOver(volume.directory, owner.sandboxUid ?? 0) : disk.volume;
  return [
    ...['app', 'home'].map((name) => writable(join(root, name), `/hub/${name}`)),
    ...(workspace === null ? [] : [writable(join(disk.path, 'cache'), '/hub/cache')]),
  ];
}

function handOver(directory: string, uid: number): string {
  for (const name of ['app', 'home']) {
    const path = join(directory, name);
    mkdirSync(path, { recursive: true });
    chownSync(path, uid, uid);
  }
  return directory;
}

const releaseOf = ({ volume }: SandboxSpec): string | undefined =>
  volume.kind === 'copy-of' ? volume.directory : undefined;

/** The rest of /etc is the image's: its certificates and its loader go with its system. */
function etcMounts(ownerDirectory: string): ReachableMount[] {
  return ['resolv.conf', 'hosts', 'hostname', 'nsswitch.conf'].map((name) => ({
    ...{ from: join(ownerDirectory, 'etc', name), to: `/etc/${name}`, isWritable: false },
  }));
}

function hostMounts({ mounts }: SandboxSpec): ReachableMount[] {
  return mounts.map(({ from, to, isWritable }) => {
    if (!existsSync(from)) throw new Error(`a mount could not be bound: ${from} is not there`);
    return { from, to, isWritable: isWritable === true };
  });
}

async function writeFiles(
  { options }: ContainerStart,
  directory: string,
  files: Readonly<Record<string, SandboxFile>>,
): Promise<ReachableMount[]> {
  const mounts: ReachableMount[] = [];
  for (const [to, file] of Object.entries(files)) {
    const from = join(directory, String(mounts.length));
    writeFileSync(from, await readSandboxFile(file), { mode: 0o400, flag: 'wx' });
    chownSync(from, options.sandboxUid, options.sandboxUid);
    mounts.push({ from, to, isWritable: false });
  }
  return mounts;
}

function settingsOf({ owner, facts, options, slot, spec }: ContainerStart, { mounts }: Prepared): ContainerSettings {
  const image = spec.image ?? options.image;
  const last = new Map(mounts.map((mount) => [mount.to, mount]));
  return {
    ...{ spec, image, uid: options.sandboxUid, hubId: owner.hubId, ownerName: owner.name, runtime: options.runtime },
    imageVariables: Object.keys(facts.imageVariables[image] ?? {}),
    networkPath: `/proc/${slot.pid}/ns/net`,
    seccompPath: join(owner.directory, 'seccomp.json'),
    // The hub's own files, which come last, replace files of /etc with the same name.
    mounts: [...last.values()],
  };
}

async function findTarget(engine: EngineClient, target: ContainerTarget): Promise<ContainerTarget> {
  const answer = (await engine.call('GET', `/containers/${target.name}/json`)) as { State: { Pid: number } };
  const pid = answer.State.Pid;
  return { ...target, pid, startTime: readProcess(pid)?.startTime ?? '' };
}
