import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { deflateSync } from 'node:zlib';

const BAND_BYTES = 65_000;

/** A pack of so many blobs without a byte: nine bytes each, as small as objects get. */
export function packOfEmptyBlobs(count: number): Buffer {
  const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  header.writeUInt32BE(count, 8);
  const blob = Buffer.concat([Buffer.from([0x30]), deflateSync(Buffer.alloc(0))]);
  const body = Buffer.concat([header, Buffer.alloc(count * blob.length, blob)]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

/** Lines of a response to a fetch that hold this pack, as `git upload-pack` of protocol version 1 writes them. */
export function* packLines(commitSha: string, pack: Buffer): Generator<Buffer> {
  yield Buffer.from(`0035shallow ${commitSha}\n00000008NAK\n`);
  for (let at = 0; at < pack.length; at += BAND_BYTES) {
    const part = pack.subarray(at, at + BAND_BYTES);
    yield Buffer.from(`${(part.length + 5).toString(16).padStart(4, '0')}\x01`, 'latin1');
    yield part;
  }
  yield Buffer.from('0000');
}

/** Answers fetches itself and leaves the rest to git: for `intercept` of a git server. */
export function answerFetches(respond: (response: ServerResponse) => void) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== 'POST' || request.url?.endsWith('/git-upload-pack') !== true) return false;
    request.resume();
    response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' });
    respond(response);
    return true;
  };
}
