import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { connect, createServer, type Socket } from 'node:net';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { onUnhandledError } from '../../../base/process/on-unhandled-error.ts';
import { NameGate } from './name-gate.ts';
import {
  NAME_SERVER_ADDRESS,
  type NameServerMessage,
  type NameServerPolicy,
  type NameServerResponse,
} from './name-server-protocol.ts';
import { SLIRP } from './network-files.ts';

// The name server of one sandbox: a process in its network namespace that reads the sandbox's packets. It holds no secret and,
// where the hub is root, no rights once its ports are bound. Ends with its standard input. Lines: name-server-protocol.ts.

const PORT = 53;
const MAX_CONNECTIONS = 8;
const MAX_WAIT_MS = 5_000;
/** A flood of questions must not take a processor: after this many this process sleeps, and the kernel drops the rest. */
const BURST = 200;
const PAUSE_MS = 50;

onUnhandledError('name-server', () => process.exit(1));
process.stderr.on('error', () => undefined);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const policy = JSON.parse(String((await lines.next()).value)) as NameServerPolicy;
const say = (message: NameServerMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
const gate = new NameGate({ policy, say, forward, nowMs: () => performance.now() });
process.stdout.on('error', () => process.exit(0));

await Promise.all([serveUdp(), serveTcp()]);
flushCompileCache();
dropRights();
say({ op: 'ready' });
for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
  gate.settle(JSON.parse(line.value) as NameServerResponse);
}
process.exit(0);

async function serveUdp(): Promise<void> {
  const socket = createSocket('udp4');
  socket.on('error', () => undefined);
  let count = 0;
  setInterval(() => {
    count = 0;
  }, PAUSE_MS);
  socket.on('message', (packet, from) => {
    count += 1;
    if (count > BURST) sleep();
    void gate.take(packet, true).then((answer) => {
      if (answer !== null) socket.send(answer, from.port, from.address, () => undefined);
    });
  });
  socket.bind(PORT, NAME_SERVER_ADDRESS);
  await once(socket, 'listening');
}

/** Holds this process up without work. */
function sleep(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}

async function serveTcp(): Promise<void> {
  const server = createServer((socket) => {
    socket.setTimeout(MAX_WAIT_MS, () => socket.destroy());
    socket.on('error', () => undefined);
    readMessages(socket, async (packet) => {
      const answer = await gate.take(packet, false);
      if (answer !== null && socket.writable) socket.write(withLength(answer));
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(PORT, NAME_SERVER_ADDRESS);
  await once(server, 'listening');
}

/** Messages of DNS over TCP: two bytes of length before each. The response to one is sent before the next is read. */
function readMessages(socket: Socket, onMessage: (packet: Buffer) => Promise<void>): void {
  let bytes: Buffer = Buffer.alloc(0);
  let isBusy = false;
  const next = async (): Promise<void> => {
    if (isBusy || bytes.length < 2) return;
    const length = bytes.readUInt16BE(0);
    if (bytes.length < length + 2) return;
    const packet = bytes.subarray(2, length + 2);
    bytes = bytes.subarray(length + 2);
    isBusy = true;
    socket.pause();
    await onMessage(packet);
    isBusy = false;
    socket.resume();
    await next();
  };
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    void next();
  });
}

function withLength(packet: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(packet.length);
  return Buffer.concat([length, packet]);
}

/** Sends a packet to slirp4netns, which forwards it to the host's name server. */
function forward(packet: Buffer, isUdp: boolean): Promise<Buffer | null> {
  return isUdp ? forwardByUdp(packet) : forwardByTcp(packet);
}

async function forwardByUdp(packet: Buffer): Promise<Buffer | null> {
  const socket = createSocket('udp4');
  try {
    socket.connect(PORT, SLIRP.nameServer);
    await once(socket, 'connect');
    socket.send(packet);
    const [answer] = (await once(socket, 'message', { signal: AbortSignal.timeout(MAX_WAIT_MS) })) as [Buffer];
    return answer;
  } catch {
    return null;
  } finally {
    socket.close();
  }
}

async function forwardByTcp(packet: Buffer): Promise<Buffer | null> {
  const socket = connect({ host: SLIRP.nameServer, port: PORT, timeout: MAX_WAIT_MS });
  socket.on('timeout', () => socket.destroy());
  return new Promise((resolve) => {
    socket.on('error', () => resolve(null));
    socket.on('close', () => resolve(null));
    readMessages(socket, async (answer) => {
      resolve(answer);
      socket.destroy();
    });
    socket.write(withLength(packet));
  });
}

/** Below the work of the hub in any case. */
function dropRights(): void {
  setPriority(10);
  if (policy.uid === null) return;
  process.setgroups?.([]);
  process.setgid?.(policy.uid);
  process.setuid?.(policy.uid);
}
