import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';

/** A container engine behind its Docker-compatible socket. */
export interface EngineClient {
  readonly socketPath: string;
  /**
   * Sends one request and returns its JSON response; null for an empty one.
   * @throws EngineError where the engine is not there or refuses
   */
  call(method: EngineMethod, path: string, body?: unknown): Promise<unknown>;
  /** Connects to the streams of a container: what is written is its input, what comes are frames of its output. */
  attach(containerName: string): Promise<Duplex>;
}

export type EngineMethod = 'GET' | 'POST' | 'DELETE';

/** What an engine returned for a request that it didn't execute; status 0 = it did not respond. */
export class EngineError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The oldest version that has all that is needed here; the current versions of both engines support it. */
const MIN_VERSION = '1.40';
/** The version that this client is written for and tested with; a newer engine is addressed in this version. */
const NEWEST_VERSION = '1.41';
const MAX_RESPONSE_MS = 60_000;

/** Connects by the version that both sides speak. @throws EngineError */
export async function connectEngine(socketPath: string): Promise<EngineClient> {
  const offered = (await call(socketPath, 'GET', '/version')) as { ApiVersion?: string };
  return engineClient(socketPath, chooseVersion(offered.ApiVersion ?? '0'));
}

/** Returns a client of one version of the API; default the newest one known here. */
export const engineClient = (socketPath: string, version: string = NEWEST_VERSION): EngineClient => ({
  socketPath,
  call: (method, path, body) => call(socketPath, method, `/v${version}${path}`, body),
  attach: (name) => hijack(socketPath, `/v${version}/containers/${name}/attach?stream=1&stdin=1&stdout=1&stderr=1`),
});

function chooseVersion(offered: string): string {
  if (isOlder(offered, MIN_VERSION)) {
    throw new EngineError(0, `the engine speaks version ${offered} of the API, and ${MIN_VERSION} is needed`);
  }
  return isOlder(offered, NEWEST_VERSION) ? offered : NEWEST_VERSION;
}

function isOlder(left: string, right: string): boolean {
  const [leftMajor = 0, leftMinor = 0] = left.split('.').map(Number);
  const [rightMajor = 0, rightMinor = 0] = right.split('.').map(Number);
  return leftMajor < rightMajor || (leftMajor === rightMajor && leftMinor < rightMinor);
}

async function call(socketPath: string, method: EngineMethod, path: string, body?: unknown): Promise<unknown> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
  const sent = request({ socketPath, method, path, headers, agent: false });
  sent.setTimeout(MAX_RESPONSE_MS, () => sent.destroy(new Error('it does not answer')));
  const answer = awaitResponse(socketPath, sent);
  sent.end(text);
  const received = await answer;
  const status = received.statusCode ?? 0;
  const said = await readText(received);
  if (status >= 400) throw new EngineError(status, messageOf(said));
  return said === '' ? null : parseResponse(said);
}

function awaitResponse(socketPath: string, sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('response', resolve);
    sent.on('error', (error) => reject(new EngineError(0, `${socketPath}: ${error.message}`)));
  });
}

function hijack(socketPath: string, path: string): Promise<Duplex> {
  const headers = { Connection: 'Upgrade', Upgrade: 'tcp', 'Content-Length': 0 };
  const sent = request({ socketPath, method: 'POST', path, headers, agent: false });
  sent.end();
  return new Promise((resolve, reject) => {
    sent.once('upgrade', (_, socket, head) => {
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    sent.once('response', (received) => {
      void readText(received).then(
        (said) => reject(new EngineError(received.statusCode ?? 0, messageOf(said))),
        reject,
      );
    });
    sent.on('error', (error) => reject(new EngineError(0, `${socketPath}: ${error.message}`)));
  });
}

async function readText(received: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of received) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Pulling and importing return a line for each step; the last one counts. */
function parseResponse(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return null;
  }
}

function messageOf(said: string): string {
  const parsed = parseResponse(said);
  const isNamed = typeof parsed === 'object' && parsed !== null && 'message' in parsed;
  return isNamed ? String(parsed.message) : said.trim();
}
