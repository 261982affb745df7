import { tooManyObjects } from './pack-scan.ts';

const DIGITS = 4;
const PACK_HEADER_BYTES = 12;

/**
 * Passes on the response to a fetch, and fails as soon as the header of its pack names too many objects, before they are parsed.
 * Any other response is passed on unchanged.
 * @see https://git-scm.com/docs/gitprotocol-pack
 */
export async function* limitPackObjects(
  body: AsyncIterable<Uint8Array>,
  maxObjects: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const header = new PackHeaderReader();
  for await (const chunk of body) {
    const objects = header.add(chunk);
    if (objects !== null && objects > maxObjects) throw tooManyObjects(objects, maxObjects);
    yield chunk;
  }
}

/** Finds the header of the pack in pkt-lines; it may be cut into any number of lines, or come without any. */
class PackHeaderReader {
  #rest = Buffer.alloc(0);
  #pack = Buffer.alloc(0);
  /** Without side bands the pack follows as it is. */
  #isRaw = false;
  #isOver = false;

  /** Returns how many objects the pack has, once: null before and after. */
  add(chunk: Uint8Array): number | null {
    if (this.#isOver) return null;
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#takeLine());
    if (this.#isRaw) this.#takePack(this.#rest);
    if (this.#pack.length < PACK_HEADER_BYTES) return null;
    this.#isOver = true;
    this.#rest = Buffer.alloc(0);
    return this.#pack.toString('latin1', 0, DIGITS) === 'PACK' ? this.#pack.readUInt32BE(8) : null;
  }

  /** False where no whole line is there, or none is needed any more. */
  #takeLine(): boolean {
    if (this.#isRaw || this.#rest.length < DIGITS || this.#pack.length >= PACK_HEADER_BYTES) return false;
    const length = lineLength(this.#rest);
    if (length === null) this.#isRaw = true;
    if (length === null || this.#rest.length < length) return false;
    if (this.#rest[DIGITS] === 1 && length > DIGITS) this.#takePack(this.#rest.subarray(DIGITS + 1, length));
    this.#rest = this.#rest.subarray(length);
    return true;
  }

  #takePack(bytes: Buffer): void {
    this.#pack = Buffer.concat([this.#pack, bytes]).subarray(0, PACK_HEADER_BYTES);
  }
}

/** Of the line at the beginning, with its digits; null where there is no line. */
function lineLength(bytes: Buffer): number | null {
  const digits = bytes.toString('latin1', 0, DIGITS);
  if (!/^[0-9a-fA-F]{4}$/.test(digits)) return null;
  return Math.max(Number.parseInt(digits, 16), DIGITS);
}
