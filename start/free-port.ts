import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const KEPT_PORT_WAIT_MS = 2_000;
const POLL_MS = 50;

const MAX_ATTEMPTS = 3;

/** A server could not have the port that was free a moment before. */
export class PortTaken extends Error {}

/** Starts a server again, on another port, when something else took its port in between. */
export async function retryTakenPort<Result>(start: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof PortTaken) || attempt >= MAX_ATTEMPTS) throw error;
    }
  }
}

/** Returns whether nothing listens on this port of the host. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return listenOnce(port, host).then(
    () => true,
    () => false,
  );
}

/** A port of 127.0.0.1 that is free now. */
export function findFreePort(): Promise<number> {
  return listenOnce(0, '127.0.0.1');
}

/** The port kept in `file` while it is free, else a new one, which is kept there. */
export async function keepPort(file: string): Promise<number> {
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (Number.isInteger(kept) && kept > 0 && kept < 65536 && (await becomesFree(kept))) return kept;
  const port = await findFreePort();
  writeFileSync(file, `${port}\n`, { mode: 0o600 });
  return port;
}

/** A server that just died may hold its port a moment longer. */
async function becomesFree(port: number): Promise<boolean> {
  const deadline = performance.now() + KEPT_PORT_WAIT_MS;
  while (!(await isPortFree(port, '127.0.0.1'))) {
    if (performance.now() > deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const { port: bound } = server.address() as AddressInfo;
      server.close(() => resolve(bound));
    });
  });
}
