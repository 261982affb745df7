import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { AppError } from '../../errors/app-error.ts';
import { STREAM_CHUNK_BYTES } from './zstd-streams.ts';

/**
 * Passes bytes on, and fails with `artifact_too_large` where there are too many.
 * @param what begins the sentence: `The build's result`
 */
export function capped(maxBytes: number, what: string): Transform {
  let sizeBytes = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= maxBytes) return done(null, chunk);
      const limit = Math.ceil(maxBytes / 1_048_576);
      done(new AppError('artifact_too_large', `${what} is larger than the limit of ${limit} MiB.`));
    },
  });
}

export interface Measure {
  readonly through: Transform;
  /** How many bytes have passed. */
  readonly sizeBytes: number;
  /** Their SHA-256, 64 hexadecimal digits; once, when all have passed. */
  digest(): string;
}

/** Passes bytes on, counts and hashes them. */
export function measured(): Measure {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const through = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  return {
    through,
    get sizeBytes() {
      return sizeBytes;
    },
    digest: () => hash.digest('hex'),
  };
}

/** SHA-256 of a file, 64 hexadecimal digits. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: STREAM_CHUNK_BYTES })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
