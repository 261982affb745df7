import { once } from 'node:events';
import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { readProcess } from '../../base/process/read-process.ts';
import { killTarget } from './kill-target.ts';
import { type LaunchedProcess, launch } from './launch.ts';
import { attachSlirp, type Slirp } from './network/attach-slirp.ts';
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
  readonly ended: Promise<SlotEnd>;
  readonly isAlive: () => boolean;
  /** A path of the slot's own file system as the hub reaches it. */
  pathOf(path: string): string;
  /** Kills what is left of it; resolves once everything is gone. */
  dispose(): Promise<void>;
}

export interface SlotEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** @throws Error with a plain sentence where a step of the isolation fails. */
export async function prepareSlot(owner: Owner, id: string, network: NetworkKind, diskBytes: number): Promise<Slot> {
  const cgroup = (await owner.cgroups?.create(id)) ?? null;
  const launched = launch(owner, 'slot', { cgroup, network, diskBytes });
  const target = targetOf(launched, cgroup);
  const ended = awaitEnd(launched);
  const pathOf = (path: string): string => `/proc/${launched.pid}/root/sys${path}`;
  let slirp: Slirp | null = null;
  const dispose = async (): Promise<void> => {
    await killTarget(target);
    await ended;
    // Taking the interface down waits for the kernel some 20 ms, which no result has to wait for.
    if (slirp !== null) owner.inBackground(slirp.close());
  };
  try {
    await launched.answer('prepared');
    if (network === 'internet') slirp = await attachSlirp(owner, launched.pid);
    const [stdout, stderr] = await openStreams(launched, pathOf, network);
    const stdin = launched.child.stdin as Writable;
    stdin.on('error', () => undefined);
    return {
      ...{ id, pid: launched.pid, network, diskBytes, cgroup, killTarget: target, launched },
      ...{ stdin, stdout, stderr, ended, pathOf, dispose },
      isAlive: () => launched.child.exitCode === null && launched.child.signalCode === null,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function targetOf(launched: LaunchedProcess, cgroup: SandboxCgroup | null): KillTarget {
  const startTime = readProcess(launched.pid)?.startTime ?? '0';
  return { cgroups: cgroup?.directories ?? [], pid: launched.pid, startTime };
}

async function awaitEnd({ child }: LaunchedProcess): Promise<SlotEnd> {
  if (child.pid === undefined) return { exitCode: 127, signal: null };
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { exitCode: child.exitCode, signal: child.signalCode };
}

/**
 * Output goes through named pipes that belong to the sandbox's user, as a process may open /dev/stderr anew: that fails with the
 * sockets that Node gives its children.
 */
async function openStreams(
  launched: LaunchedProcess,
  pathOf: (path: string) => string,
  network: NetworkKind,
): Promise<[Socket, Socket]> {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK;
  const out = openSync(pathOf('/out'), flags);
  const err = openSync(pathOf('/err'), flags);
  launched.channel.write(network === 'internet' ? 'guard\nstreams\n' : 'streams\n');
  await launched.answer('streaming');
  // Only now both have a writer: read before that, they would be at their end.
  return [readFrom(out), readFrom(err)];
}

function readFrom(fd: number): Socket {
  const socket = new Socket({ fd, readable: true, writable: false });
  socket.on('error', () => undefined);
  return socket;
}
