import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/** A TCP way to a server on which everything takes longer. */
export interface SlowProxy {
  /** host:port */
  readonly address: string;
  /** Of each piece of data, in both directions; Infinity = it waits until this is changed. */
  delayMs: number;
  close(): void;
}

export async function startSlowProxy(host: string, port: number): Promise<SlowProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, host);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      let written: Promise<unknown> = Promise.resolve();
      from.on('data', (chunk: Buffer) => {
        const arrivedMs = performance.now();
        written = written.then(async () => {
          while (performance.now() < arrivedMs + proxy.delayMs && to.writable) await delay(POLL_MS);
          if (to.writable) to.write(chunk);
        });
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: SlowProxy = {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    delayMs: 0,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}
