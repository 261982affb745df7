import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { GitOperation } from './git-operation.ts';
import { limitPackObjects } from './pack-object-limit.ts';
import { baseOf } from './repository-url.ts';
import { responseError } from './response-error.ts';

const PASSED_HEADERS = ['accept', 'content-type', 'content-encoding', 'git-protocol'];
/** Of a commit with its tree, or of a whole history where a server knows nothing else. */
const MAX_OBJECTS = 1_000_000;
const SERVED = ['/info/refs?service=git-upload-pack', '/git-upload-pack'];

/** A listener on loopback through which the git command reaches exactly one repository, by the hub's own guarded HTTP. */
export interface GitForwarder {
  readonly url: string;
  /** Secret header that every request must carry; git gets it through its environment. */
  readonly header: string;
  /** What first went wrong behind it: git itself only sees a status 502. */
  failure(): unknown;
  close(): Promise<void>;
}

export async function startGitForwarder(operation: GitOperation): Promise<GitForwarder> {
  const secret = randomBytes(32).toString('hex');
  let failure: unknown = null;
  const server = createServer((incoming, outgoing) => {
    if (!isSecret(incoming.headers['x-hub-forward'], secret) || !SERVED.includes(incoming.url ?? '')) {
      outgoing.writeHead(404).end();
      return;
    }
    forward(operation, incoming, outgoing).catch((error: unknown) => {
      failure ??= error;
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    header: `X-Hub-Forward: ${secret}`,
    failure: () => failure,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(operation: GitOperation, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const headers: Record<string, string> = {};
  for (const name of PASSED_HEADERS) {
    const value = incoming.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const isPost = incoming.method === 'POST';
  const answer = await operation.http.request({
    url: baseOf(operation.url) + (incoming.url ?? ''),
    method: isPost ? 'POST' : 'GET',
    headers,
    ...(isPost ? { body: incoming } : {}),
  });
  const issue = responseError(answer, operation.hasCredential, operation.url.host);
  if (issue !== null) {
    answer.discard();
    throw issue;
  }
  outgoing.writeHead(200, { 'content-type': answer.headers['content-type'] ?? '' });
  const checked = isPost ? limitPackObjects(answer.body, MAX_OBJECTS) : answer.body;
  await pipeline(Readable.from(checked), outgoing);
}

function isSecret(given: string | string[] | undefined, secret: string): boolean {
  return (
    typeof given === 'string' &&
    given.length === secret.length &&
    timingSafeEqual(Buffer.from(given), Buffer.from(secret))
  );
}
