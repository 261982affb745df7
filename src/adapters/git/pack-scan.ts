import { constants, inflateSync } from 'node:zlib';
import { GitError } from './git-error.ts';

export interface PackScanLimits {
  /** Counted by the pack's header, before anything is parsed. */
  readonly objects: number;
  /** One object, unpacked. */
  readonly objectBytes: number;
  /** All objects together, unpacked, deltas at the size of what they make. */
  readonly totalBytes: number;
}

/**
 * Walks over a whole pack before a library touches it: a few KB can unpack to gigabytes, as plain data or as a delta.
 * @throws GitError size · repository
 * @see https://git-scm.com/docs/gitformat-pack
 */
export async function scanPack(pack: Buffer, limits: PackScanLimits): Promise<{ readonly objects: number }> {
  if (pack.length < 32 || pack.toString('latin1', 0, 4) !== 'PACK') throw broken('it has no header');
  const objects = pack.readUInt32BE(8);
  if (objects > limits.objects) throw tooManyObjects(objects, limits.objects);
  let offset = 12;
  let totalBytes = 0;
  for (let index = 0; index < objects; index += 1) {
    const found = scanObject(pack, offset, limits.objectBytes);
    totalBytes += found.sizeBytes;
    if (totalBytes > limits.totalBytes) throw bomb(limits.totalBytes);
    offset = found.end;
    // The operation's signal and time limit must get their turn.
    if (index % 64 === 63) await new Promise((resolve) => setImmediate(resolve));
  }
  return { objects };
}

function scanObject(
  pack: Buffer,
  start: number,
  maxBytes: number,
): { readonly end: number; readonly sizeBytes: number } {
  const header = readObjectHeader(pack, start);
  if (header.sizeBytes > maxBytes) throw bomb(maxBytes);
  let dataStart = header.end;
  if (header.type === 6) dataStart = skipVarint(pack, dataStart);
  if (header.type === 7) dataStart += 20;
  const { data, consumed } = inflateExactly(pack.subarray(dataStart, pack.length - 20), header.sizeBytes);
  const sizeBytes = header.type >= 6 ? deltaResultBytes(data) : header.sizeBytes;
  if (sizeBytes > maxBytes) throw bomb(maxBytes);
  return { end: dataStart + consumed, sizeBytes };
}

/** Type and unpacked size of the object at an offset of a pack. */
export function readObjectHeader(pack: Buffer, start: number): { type: number; sizeBytes: number; end: number } {
  let byte = byteAt(pack, start);
  let end = start + 1;
  const type = (byte >> 4) & 7;
  let sizeBytes = byte & 15;
  for (let factor = 16; (byte & 128) !== 0; factor *= 128) {
    if (factor > 2 ** 46) throw broken('an object is too large');
    byte = byteAt(pack, end);
    end += 1;
    sizeBytes += (byte & 127) * factor;
  }
  return { type, sizeBytes, end };
}

/** The size of what a delta makes: its second number. */
export function deltaResultBytes(delta: Buffer): number {
  return readDeltaSize(delta, readDeltaSize(delta, 0).end).value;
}

export function readDeltaSize(delta: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let end = start;
  for (let factor = 1; ; factor *= 128) {
    if (factor > 2 ** 46) throw broken('a delta is too large');
    const byte = byteAt(delta, end);
    end += 1;
    value += (byte & 127) * factor;
    if ((byte & 128) === 0) return { value, end };
  }
}

function skipVarint(pack: Buffer, start: number): number {
  let end = start;
  while ((byteAt(pack, end) & 128) !== 0) end += 1;
  return end + 1;
}

function inflateExactly(input: Buffer, sizeBytes: number): { readonly data: Buffer; readonly consumed: number } {
  try {
    const result: unknown = inflateSync(input, {
      maxOutputLength: Math.max(sizeBytes, 1),
      finishFlush: constants.Z_SYNC_FLUSH,
      info: true,
    });
    const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
    if (buffer.length !== sizeBytes) throw broken('an object is shorter than it says');
    return { data: buffer, consumed: engine.bytesWritten };
  } catch (cause) {
    if (cause instanceof GitError) throw cause;
    throw broken('an object can not be unpacked', cause);
  }
}

function byteAt(bytes: Buffer, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw broken('it ends too early');
  return byte;
}

export function broken(what: string, cause?: unknown): GitError {
  return new GitError('repository', `The server sent a broken pack: ${what}.`, { cause });
}

/** The sentence for a pack that says of itself that it holds too much. */
export function tooManyObjects(objects: number, limit: number): GitError {
  return new GitError('size', `The repository's commit has ${objects} objects, and ${limit} are allowed.`);
}

function bomb(limitBytes: number): GitError {
  return new GitError(
    'size',
    `The repository unpacks to more than the limit of ${Math.ceil(limitBytes / 1_048_576)} MiB.`,
  );
}
