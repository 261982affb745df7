import { Transform } from 'node:stream';

/** Passes bytes on in pieces of `bytes` at least, but for the last: what each piece costs downstream is paid less often. */
export function gatherChunks(bytes: number): Transform {
  let parts: Buffer[] = [];
  let size = 0;
  const take = (): Buffer => {
    const whole = Buffer.concat(parts, size);
    parts = [];
    size = 0;
    return whole;
  };
  return new Transform({
    readableHighWaterMark: bytes,
    transform: (chunk: Buffer, _encoding, done) => {
      parts.push(chunk);
      size += chunk.length;
      if (size < bytes) done();
      else done(null, take());
    },
    flush: (done) => {
      if (size === 0) done();
      else done(null, take());
    },
  });
}
