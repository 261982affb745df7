import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, inflate, inflateSync } from 'node:zlib';
import { applyDelta } from './delta.ts';
import { GitError } from './git-error.ts';
import { packNames } from './git-folder.ts';
import { broken, deltaResultBytes, readObjectHeader } from './pack-scan.ts';

const inflateAsync = promisify<Buffer, object, Buffer>(inflate);
const TYPES: Readonly<Record<number, GitObjectType>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const MAX_CHAIN = 4096;
/** One read gets the header, and all of a small object. */
const HEAD_BYTES = 8_192;
const BASE_CACHE_BYTES = 16 * 1_048_576;

export type GitObjectType = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly type: GitObjectType;
  readonly data: Buffer;
}

/** Reads single objects out of the packs of a fetched repository; never holds a whole pack. */
export interface ObjectStore {
  /** Null where the repository does not hold it. @throws GitError size when unpacked over `maxBytes` · repository */
  read(sha: string, maxBytes: number): Promise<GitObject | null>;
  close(): Promise<void>;
}

/** @see https://git-scm.com/docs/gitformat-pack */
export async function openObjectStore(directory: string): Promise<ObjectStore> {
  const packs: Pack[] = [];
  for (const name of await packNames(directory)) packs.push(await openPack(join(directory, 'objects/pack', name)));
  const cache = new BaseCache(BASE_CACHE_BYTES);

  const find = (sha: Buffer): { pack: Pack; offset: number } | null => {
    for (const pack of packs) {
      const offset = findOffset(pack.index, sha);
      if (offset !== null) return { pack, offset };
    }
    return null;
  };

  return {
    read: async (sha, maxBytes) => {
      const place = find(Buffer.from(sha, 'hex'));
      if (place === null) return null;
      const object = await readChain(place, maxBytes, find, cache);
      const actual = createHash('sha1')
        .update(`${object.type} ${object.data.length}\0`)
        .update(object.data)
        .digest('hex');
      if (actual !== sha) throw broken(`object ${sha} has another content`);
      return object;
    },
    close: async () => {
      for (const pack of packs) await pack.file.close();
    },
  };
}

interface Pack {
  readonly path: string;
  readonly file: FileHandle;
  readonly sizeBytes: number;
  readonly index: Buffer;
}

interface Place {
  readonly pack: Pack;
  readonly offset: number;
}

async function openPack(path: string): Promise<Pack> {
  const index = await readFile(`${path}.idx`);
  if (index.length < 1072 || index.readUInt32BE(0) !== 0xff744f63 || index.readUInt32BE(4) !== 2)
    throw broken('its index is of an unknown kind');
  const file = await open(`${path}.pack`, 'r');
  return { path, file, index, sizeBytes: (await file.stat()).size };
}

/** Binary search between the two fan-out entries of the SHA's first byte. */
function findOffset(index: Buffer, sha: Buffer): number | null {
  const first = sha[0] ?? 0;
  const count = index.readUInt32BE(8 + 255 * 4);
  const names = 8 + 256 * 4;
  let low = first === 0 ? 0 : index.readUInt32BE(8 + (first - 1) * 4);
  let high = index.readUInt32BE(8 + first * 4);
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = index.compare(sha, 0, 20, names + middle * 20, names + middle * 20 + 20);
    if (order === 0) return offsetAt(index, names + count * 24, count, middle);
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return null;
}

function offsetAt(index: Buffer, offsets: number, count: number, position: number): number {
  const small = index.readUInt32BE(offsets + position * 4);
  if ((small & 0x80000000) === 0) return small;
  return Number(index.readBigUInt64BE(offsets + count * 4 + (small & 0x7fffffff) * 8));
}

/** Follows deltas down to a plain object, then applies them upwards. */
async function readChain(
  place: Place,
  maxBytes: number,
  find: (sha: Buffer) => Place | null,
  cache: BaseCache,
): Promise<GitObject> {
  const deltas: { place: Place; data: Buffer }[] = [];
  let at = place;
  let object = cache.get(at);
  while (object === null) {
    if (deltas.length > MAX_CHAIN) throw broken('a chain of deltas is too long');
    const entry = await readEntry(at, maxBytes);
    const type = TYPES[entry.type];
    if (type !== undefined) {
      object = { type, data: entry.data };
    } else {
      if (deltaResultBytes(entry.data) > maxBytes) throw objectTooLarge(maxBytes);
      deltas.push({ place: at, data: entry.data });
      at = basePlace(at, entry.base, find);
      object = cache.get(at);
    }
  }
  cache.put(at, object);
  for (const delta of deltas.reverse()) {
    object = { type: object.type, data: applyDelta(object.data, delta.data) };
    cache.put(delta.place, object);
  }
  return object;
}

function basePlace(at: Place, base: number | Buffer | null, find: (sha: Buffer) => Place | null): Place {
  if (typeof base === 'number' && base > 0 && base < at.offset) return { pack: at.pack, offset: at.offset - base };
  const found = Buffer.isBuffer(base) ? find(base) : null;
  if (found === null) throw broken('the base of a delta is missing');
  return found;
}

interface Entry {
  readonly type: number;
  readonly data: Buffer;
  /** Distance back, or SHA, of what a delta builds on. */
  readonly base: number | Buffer | null;
}

async function readEntry({ pack, offset }: Place, maxBytes: number): Promise<Entry> {
  const head = await readBytes(pack, offset, HEAD_BYTES);
  const header = readObjectHeader(head, 0);
  if (header.sizeBytes > maxBytes) throw objectTooLarge(maxBytes);
  let start = header.end;
  let base: number | Buffer | null = null;
  if (header.type === 6) {
    const distance = readDistance(head, start);
    base = distance.value;
    start = distance.end;
  } else if (header.type === 7) {
    base = head.subarray(start, start + 20);
    start += 20;
  }
  return {
    type: header.type,
    base,
    data: await inflateAt(pack, offset + start, header.sizeBytes, head.subarray(start)),
  };
}

/** The compressed length is not recorded anywhere: first try what deflate needs at most, then what a careless compressor may have made. */
async function inflateAt(pack: Pack, offset: number, sizeBytes: number, head: Buffer): Promise<Buffer> {
  const likely = sizeBytes + (sizeBytes >> 10) + 64;
  for (const length of [likely, 2 * sizeBytes + 1_048_576]) {
    const input = length <= head.length ? head : await readBytes(pack, offset, length);
    const data = await inflateBytes(input, sizeBytes);
    if (data.length === sizeBytes) return data;
  }
  throw broken('an object is shorter than it says');
}

async function inflateBytes(input: Buffer, sizeBytes: number): Promise<Buffer> {
  const options = { maxOutputLength: Math.max(sizeBytes, 1), finishFlush: constants.Z_SYNC_FLUSH };
  try {
    // For small ones the way to a thread and back takes longer than the work.
    return sizeBytes <= HEAD_BYTES ? inflateSync(input, options) : await inflateAsync(input, options);
  } catch (cause) {
    throw broken('an object can not be unpacked', cause);
  }
}

function readDistance(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let end = start;
  let value = 0;
  for (let isFirst = true; ; isFirst = false) {
    const byte = bytes[end];
    if (byte === undefined) throw broken('it ends too early');
    end += 1;
    value = (isFirst ? 0 : (value + 1) * 128) + (byte & 127);
    if ((byte & 128) === 0) return { value, end };
  }
}

async function readBytes(pack: Pack, offset: number, length: number): Promise<Buffer> {
  const wanted = Math.max(0, Math.min(length, pack.sizeBytes - offset));
  const { bytesRead, buffer } = await pack.file.read(Buffer.alloc(wanted), 0, wanted, offset);
  return buffer.subarray(0, bytesRead);
}

function objectTooLarge(maxBytes: number): GitError {
  return new GitError('size', `The repository holds a file over the limit of ${Math.ceil(maxBytes / 1_048_576)} MiB.`);
}

/** Keeps the bases of deltas for a while: neighbours in a pack share them. */
class BaseCache {
  readonly #limitBytes: number;
  readonly #objects = new Map<string, GitObject>();
  #usedBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get(place: Place): GitObject | null {
    return this.#objects.get(keyOf(place)) ?? null;
  }

  put(place: Place, object: GitObject): void {
    const key = keyOf(place);
    if (object.data.length > this.#limitBytes / 4 || this.#objects.has(key)) return;
    this.#objects.set(key, object);
    this.#usedBytes += object.data.length;
    for (const [oldKey, old] of this.#objects) {
      if (this.#usedBytes <= this.#limitBytes) return;
      this.#objects.delete(oldKey);
      this.#usedBytes -= old.data.length;
    }
  }
}

function keyOf(place: Place): string {
  return `${place.pack.path} ${place.offset}`;
}
