import { createWriteStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough, pipeline as pipe, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { capped, measured } from '../../base/streams/measured-bytes.ts';
import { compressZstd, decompressZstd, STREAM_CHUNK_BYTES } from '../../base/streams/zstd-streams.ts';
import { AppError } from '../../errors/app-error.ts';
import {
  type ArtifactDigest,
  type ArtifactStore,
  isArtifactDigest,
  type PutOptions,
  type StoredArtifact,
} from './artifact-store.ts';
import { diskError } from './disk-error.ts';
import { isOrphan, ownedName } from './owned-name.ts';

const ENDING = '.tar.zst';
/** A build waits for it: level 3 takes half as long again, for a tenth less on disk. */
const COMPRESSION_LEVEL = 1;

/** Artifacts as files of a local folder, `sha256/ab/<digest>.tar.zst`; sweeps what writers that died left behind. */
export async function createLocalArtifactStore(folder: string): Promise<ArtifactStore> {
  const staging = join(folder, 'staging');
  await mkdir(staging, { recursive: true, mode: 0o700 });
  await sweepStaging(staging);

  return {
    put: async (tar, options = {}) => {
      const temporary = join(staging, ownedName());
      try {
        const stored = await writeCompressed(tar, temporary, options);
        await moveIntoPlace(temporary, pathOf(folder, stored.digest));
        return stored;
      } catch (error) {
        throw diskError(error);
      } finally {
        await rm(temporary, { force: true });
      }
    },
    open: async (digest) => openVerified(pathOf(folder, digest), digest),
    has: async (digest) =>
      access(pathOf(folder, digest)).then(
        () => true,
        () => false,
      ),
    remove: async (digest) => {
      const isThere = await access(pathOf(folder, digest)).then(
        () => true,
        () => false,
      );
      await rm(pathOf(folder, digest), { force: true });
      return isThere;
    },
    list: () => listArtifacts(folder),
  };
}

async function writeCompressed(tar: Readable, path: string, options: PutOptions): Promise<StoredArtifact> {
  const measure = measured();
  const compress = compressZstd(COMPRESSION_LEVEL, false);
  // `flush` makes the stream fsync before it closes: a rename must not outlive the bytes.
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  const settings = options.signal === undefined ? {} : { signal: options.signal };
  const source = options.maxBytes === undefined ? new PassThrough() : capped(options.maxBytes, "The build's result");
  await pipeline(tar, source, compress, measure.through, file, settings);
  return { digest: `sha256:${measure.digest()}`, sizeBytes: measure.sizeBytes };
}

async function moveIntoPlace(temporary: string, path: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Over an artifact of the same digest: also heals one whose file was damaged.
  await rename(temporary, path);
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openVerified(path: string, digest: ArtifactDigest): Promise<Readable> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw new AppError('artifact_missing', 'The stored artifact of this release is missing: rebuild the release.', {
      cause,
    });
  });
  const measure = measured();
  // Checked at the very end: zstd ends at the end of its frame, before any bytes that were added to the file.
  const tar = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, chunk),
    flush: (done) => done(`sha256:${measure.digest()}` === digest ? null : corrupt()),
  });
  // It may fail before it is read: the reader gets the error then, and the process goes on.
  tar.on('error', () => {});
  const decompress = decompressZstd();
  // Whatever zstd says about bytes that it can't read, it is the same failure as a digest that differs. A pipeline that has
  // ended well may still destroy its middle, which is no failure: all its bytes are in `tar` by then.
  decompress.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ERR_STREAM_DESTROYED') tar.destroy(corrupt(cause));
  });
  pipe(handle.createReadStream({ highWaterMark: STREAM_CHUNK_BYTES }), measure.through, decompress, tar, () => {});
  return tar;
}

function corrupt(cause?: unknown): AppError {
  const message = 'The stored artifact of this release is damaged: rebuild the release.';
  return new AppError('artifact_corrupt', message, { cause });
}

async function* listArtifacts(folder: string): AsyncGenerator<StoredArtifact, void, undefined> {
  for (const prefix of await namesIn(join(folder, 'sha256'))) {
    for (const name of await namesIn(join(folder, 'sha256', prefix))) {
      const digest = `sha256:${name.slice(0, -ENDING.length)}`;
      if (!name.endsWith(ENDING) || !isArtifactDigest(digest)) continue;
      const found = await stat(pathOf(folder, digest)).catch(() => null);
      if (found !== null) yield { digest, sizeBytes: found.size };
    }
  }
}

async function sweepStaging(staging: string): Promise<void> {
  for (const name of await namesIn(staging)) {
    const found = await stat(join(staging, name)).catch(() => null);
    if (found !== null && isOrphan(name, Date.now() - found.mtimeMs)) await rm(join(staging, name), { force: true });
  }
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).then(
    (names) => names.sort(),
    () => [],
  );
}

function pathOf(folder: string, digest: ArtifactDigest): string {
  if (!isArtifactDigest(digest)) throw new AppError('internal', 'An artifact digest is malformed.');
  const hex = digest.slice('sha256:'.length);
  return join(folder, 'sha256', hex.slice(0, 2), `${hex}${ENDING}`);
}
