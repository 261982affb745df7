import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { killTarget } from './kill-target.ts';
import type { LaunchEnd, LaunchedProcess } from './launcher/launched-process.ts';
import type { NetworkKind } from './network/network-kind.ts';
import type { Owner } from './owner.ts';
import type { SandboxCgroup } from './owner-cgroups.ts';
import type { KillTarget } from './supervisor-protocol.ts';

/**
 * A sandbox made ready but not yet started: its process waits in its cgroup, network and mount namespace for orders.
 *
 * The costly part (namespaces, routes, slirp4netns, joining cgroups) is done ahead of time, and nothing has to be
 * spawned when a run starts: the waiting process becomes the sandbox.
 */
export interface Slot {
  readonly id: string;
  readonly pid: number;
  readonly network: NetworkKind;
  readonly diskBytes: number;
  readonly cgroup: SandboxCgroup | null;
  readonly killTarget: KillTarget;
  readonly launched: LaunchedProcess;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves when the process of the slot has ended. */
  readonly ended: Promise<LaunchEnd>;
  readonly isAlive: () => boolean;
  /** A path of the slot's own file system as the hub reaches it. */
  pathOf(path: string): string;
  /** Kills what is left of it; resolves once everything is gone. */
  dispose(): Promise<void>;
}

/** @throws Error with a plain sentence where a step of the isolation fails. */
export async function prepareSlot(owner: Owner, id: string, network: NetworkKind, diskBytes: number): Promise<Slot> {
  const cgroup = (await owner.cgroups?.create(id)) ?? null;
  const networkCgroup = network === 'internet' ? await openNetworkCgroup(owner, id) : null;
  let launched: LaunchedProcess | null = null;
  const dispose = async (): Promise<void> => {
    if (launched !== null || cgroup !== null) await killTarget(targetOf(launched, cgroup));
    await launched?.ended;
    // Nobody waits for it: taking the interface down takes the kernel some 20 ms.
    void networkCgroup?.remove();
  };
  try {
    launched = await owner.launcher.launch({
      ...{ stage: 'slot', network, diskBytes },
      joinFiles: cgroup?.joinFiles ?? [],
      networkJoinFiles: networkCgroup?.joinFiles ?? [],
    });
    await launched.answer('prepared');
    const [stdin, stdout, stderr] = await openStreams(launched);
    // A pipe does not say that its reader is gone.
    void launched.ended.then(() => stdin.destroy());
    return {
      ...{ id, pid: launched.pid, network, diskBytes, cgroup, killTarget: targetOf(launched, cgroup), launched },
      ...{ stdin, stdout, stderr, ended: launched.ended, pathOf: pathIn(launched), dispose, isAlive: launched.isAlive },
    };
  } catch (error) {
    await dispose();
    throw explain(error);
  }
}

/** What slirp4netns may take: some hundred connections with full buffers. */
const NETWORK_LIMITS = { memoryBytes: 192 * 1024 * 1024, cpus: 1, processes: 4, diskBytes: 0 };

async function openNetworkCgroup(owner: Owner, id: string): Promise<SandboxCgroup | null> {
  const cgroup = (await owner.cgroups?.create(`${id}-network`)) ?? null;
  cgroup?.setLimits(NETWORK_LIMITS);
  return cgroup;
}

function targetOf(launched: LaunchedProcess | null, cgroup: SandboxCgroup | null): KillTarget {
  return { cgroups: cgroup?.directories ?? [], pid: launched?.pid ?? 0, startTime: launched?.startTime ?? '0' };
}

const pathIn =
  ({ pid }: LaunchedProcess) =>
  (path: string): string =>
    `/proc/${pid}/root/sys${path}`;

function explain(error: unknown): unknown {
  if (!(error instanceof Error && error.message.includes('/dev/net/tun'))) return error;
  return new Error(
    'this user can not open /dev/net/tun: run "modprobe tun && chmod 666 /dev/net/tun" as root, ' +
      'or start the container that the hub is in with "--device /dev/net/tun"',
    { cause: error },
  );
}

/**
 * Input and output go through named pipes that belong to the sandbox's user, as a process may open /dev/stderr anew: that fails
 * with sockets.
 */
async function openStreams(launched: LaunchedProcess): Promise<[Socket, Socket, Socket]> {
  const pathOf = pathIn(launched);
  const flags = constants.O_RDONLY | constants.O_NONBLOCK;
  const out = openSync(pathOf('/out'), flags);
  const err = openSync(pathOf('/err'), flags);
  launched.channel.write('streams\n');
  await launched.answer('streaming');
  // Only now the pipes have their other ends: outputs read before that would be at their end, and the input could not be opened.
  const input = openSync(pathOf('/in'), constants.O_WRONLY | constants.O_NONBLOCK);
  return [socketOf(input, false), socketOf(out, true), socketOf(err, true)];
}

function socketOf(fd: number, isReadable: boolean): Socket {
  const socket = new Socket({ fd, readable: isReadable, writable: !isReadable });
  socket.on('error', () => undefined);
  return socket;
}
