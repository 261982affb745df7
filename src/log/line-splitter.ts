import { StringDecoder } from 'node:string_decoder';

/** A line of a stream; `cutBytes` is what was left out of it because it was too long. */
export interface SplitLine {
  readonly text: string;
  readonly cutBytes: number;
}

const NEWLINE = 0x0a;

/**
 * Splits a byte stream into lines, holding at most `maxLineBytes` of one: the rest of a longer line is counted, not kept.
 * NUL and invalid UTF-8 become U+FFFD; a carriage return before the line feed is dropped.
 */
export class LineSplitter {
  readonly #maxLineBytes: number;
  #parts: Buffer[] = [];
  #keptBytes = 0;
  #cutBytes = 0;
  #hasLine = false;

  constructor(maxLineBytes: number) {
    this.#maxLineBytes = maxLineBytes;
  }

  /** The lines that `chunk` completes. */
  push(chunk: Buffer): SplitLine[] {
    const lines: SplitLine[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end === -1) break;
      this.#keep(chunk.subarray(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
    return lines;
  }

  /** The last line where the stream didn't end in a line feed. */
  end(): SplitLine[] {
    return this.#hasLine ? [this.#take()] : [];
  }

  #keep(bytes: Buffer): void {
    this.#hasLine = true;
    const room = this.#maxLineBytes - this.#keptBytes;
    const kept = bytes.length <= room ? bytes : bytes.subarray(0, room);
    // Copied, so that a short rest doesn't hold on to the whole chunk it came in.
    if (kept.length > 0) this.#parts.push(Buffer.from(kept));
    this.#keptBytes += kept.length;
    this.#cutBytes += bytes.length - kept.length;
  }

  #take(): SplitLine {
    const bytes = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    const decoder = new StringDecoder('utf8');
    // A cut in the middle of a character is no fault of the text: its first bytes are left out.
    const decoded = this.#cutBytes > 0 ? decoder.write(bytes) : decoder.write(bytes) + decoder.end();
    const line = { text: decoded.replace(/\r$/, '').replaceAll('\u0000', '\ufffd'), cutBytes: this.#cutBytes };
    this.#parts = [];
    this.#keptBytes = 0;
    this.#cutBytes = 0;
    this.#hasLine = false;
    return line;
  }
}
