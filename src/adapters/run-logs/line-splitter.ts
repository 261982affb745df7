import { StringDecoder } from 'node:string_decoder';
import type { LineRedactor } from '../../base/redaction/redactor.ts';

/** A line of a stream; `cutBytes` is what was left out of it because it was too long. */
export interface SplitLine {
  readonly text: string;
  readonly cutBytes: number;
}

const NEWLINE = 0x0a;

/**
 * Splits a byte stream into lines, holding at most `maxLineBytes` of one: the rest of a longer line is counted, not kept.
 * NUL and invalid UTF-8 become U+FFFD; a carriage return before the line feed is dropped. Secrets are removed before anything is cut.
 */
export class LineSplitter {
  readonly #maxLineBytes: number;
  readonly #redactor: LineRedactor;
  readonly #heldBytes: number;
  #parts: Buffer[] = [];
  #partsBytes = 0;
  #lineBytes = 0;
  #hasLine = false;

  constructor(maxLineBytes: number, redactor: LineRedactor) {
    this.#maxLineBytes = maxLineBytes;
    this.#redactor = redactor;
    this.#heldBytes = maxLineBytes + redactor.lookAheadBytes;
  }

  /** The lines that `chunk` completes. */
  push(chunk: Buffer): SplitLine[] {
    const lines: SplitLine[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end === -1) break;
      this.#add(chunk.subarray(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    // Copied, so that a short rest doesn't hold on to the whole chunk it came in.
    if (start < chunk.length)
      this.#add(Buffer.from(chunk.subarray(start, start + this.#capacityBytes)), chunk.length - start);
    return lines;
  }

  /** The last line where the stream didn't end in a line feed. */
  end(): SplitLine[] {
    return this.#hasLine ? [this.#take()] : [];
  }

  get #capacityBytes(): number {
    return this.#heldBytes - this.#partsBytes;
  }

  #add(bytes: Buffer, lengthBytes = bytes.length): void {
    this.#hasLine = true;
    this.#lineBytes += lengthBytes;
    const held = bytes.length > this.#capacityBytes ? bytes.subarray(0, this.#capacityBytes) : bytes;
    if (held.length > 0) this.#parts.push(held);
    this.#partsBytes += held.length;
  }

  #take(): SplitLine {
    const bytes = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    const cutBytes = Math.max(0, this.#lineBytes - this.#maxLineBytes);
    const kept = this.#redactor.redact(bytes, Math.min(this.#lineBytes, this.#maxLineBytes));
    // A cut in the middle of a character is no error in the text: its first bytes are left out.
    const decoded = cutBytes > 0 ? new StringDecoder('utf8').write(kept) : kept.toString('utf8');
    this.#parts = [];
    this.#partsBytes = 0;
    this.#lineBytes = 0;
    this.#hasLine = false;
    return { text: decoded.replace(/\r$/, '').replaceAll('\u0000', '\ufffd'), cutBytes };
  }
}
