import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { AppError } from '../errors/app-error.ts';
import { STREAM_CHUNK_BYTES } from '../streams/zstd-streams.ts';

/** Passes bytes on, and fails where there are too many. */
export function capped(maxBytes: number): Transform {
  let sizeBytes = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= maxBytes) return done(null, chunk);
      const limit = Math.ceil(maxBytes / 1_048_576);
      done(new AppError('artifact_too_large', `What the build downloaded is larger than the limit of ${limit} MiB.`));
    },
  });
}

/** Passes bytes on; their SHA-256, 64 hexadecimal digits, once all have passed. */
export function hashing(): { readonly through: Transform; digest(): string } {
  const hash = createHash('sha256');
  const through = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { through, digest: () => hash.digest('hex') };
}

/** SHA-256 of a file, 64 hexadecimal digits. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: STREAM_CHUNK_BYTES })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
