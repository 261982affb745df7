import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { DataFolder } from './data-folder.ts';
import type { Environment } from './find-temporal.ts';
import { type ManagedProcess, startManagedProcess } from './managed-process.ts';
import { endProcess, readIdentity } from './process-identity.ts';
import { StartFailure } from './start-failure.ts';

export interface HubProcessOptions {
  /** Node arguments: the script of the hub. */
  readonly script: string;
  readonly env: Environment;
  readonly folder: DataFolder;
  readonly host: string;
  readonly port: number;
}

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
const ORPHAN_GRACE_MS = 5_000;

/** Starts API and worker in one process and waits until `/readyz` returns 200. @throws StartFailure */
export async function startHubProcess(options: HubProcessOptions): Promise<ManagedProcess> {
  const identityFile = options.folder.at('hub-process.json');
  const orphan = readIdentity(identityFile);
  if (orphan) await endProcess(orphan, 'SIGTERM', ORPHAN_GRACE_MS);
  const env = Object.entries(options.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const hub = await startManagedProcess({
    program: 'setpriv',
    args: ['--pdeathsig', 'KILL', process.execPath, '--expose-gc', options.script],
    env: Object.fromEntries(env),
    logFile: options.folder.at('logs', 'hub.log'),
    identityFile,
    stopSignal: 'SIGTERM',
  });
  await waitUntilReady(`${loopbackUrl(options.host, options.port)}/readyz`, hub);
  return hub;
}

/** Where this machine reaches a server that listens on `host`. */
export function loopbackUrl(host: string, port: number): string {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

async function waitUntilReady(url: string, hub: ManagedProcess): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  let isEnded = false;
  void hub.exited.then(() => {
    isEnded = true;
  });
  while (!(await answers(url))) {
    if (isEnded) throw new StartFailure(`The hub ended at its start: ${lastMessage(hub.logTail())}`);
    if (performance.now() > deadline) {
      await hub.stop(1_000);
      throw new StartFailure(`The hub does not become ready: ${lastMessage(hub.logTail())}`);
    }
    await delay(POLL_MS);
  }
}

/** Uses the plain HTTP client: what `fetch` loads would stay in memory. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/** The sentence of a JSON log line, or the line as it is. */
function lastMessage(log: string): string {
  const line =
    log.split('\n').findLast((text) => text.trim() !== '' && !/^Node\.js v/.test(text)) ?? 'it wrote nothing.';
  try {
    const { err, msg } = JSON.parse(line) as { err?: { message?: string }; msg?: string };
    return err?.message ?? msg ?? line;
  } catch {
    return line.trim();
  }
}
