import type { Readable } from 'node:stream';
import type { Redactor } from '../../base/redaction/redactor.ts';
import type { Sql } from '../../db/sql.ts';
import type { LogTarget } from '../../db/stores/run-logs/log-source.ts';
import { maySucceedLater } from '../../errors/may-succeed-later.ts';
import { dropNotice } from './drop-notice.ts';
import { LineSplitter, type SplitLine } from './line-splitter.ts';
import type { LogKind, LogLine } from './log-line.ts';
import { storeLogChunk } from './log-store.ts';

export interface LogWriterOptions {
  readonly sql: Sql;
  readonly target: LogTarget;
  /** The number of the last line that is stored already, 0 for none. */
  readonly lastLine: number;
  /** A longer line is cut and says so. */
  readonly maxLineBytes: number;
  /** Beyond it lines are counted and dropped, and the log says so. */
  readonly maxLogBytes: number;
  readonly redactor: Redactor;
  readonly now?: () => Date;
}

const CHUNK_BYTES = 64 * 1024;
const MAX_PENDING_BYTES = 512 * 1024;
const FLUSH_AFTER_MS = 100;
const RETRY_AFTER_MS = 250;

/** Stores a process's lines while they come: the first at once, later ones in chunks; slows the process rather than its memory growing. */
export class LogWriter {
  readonly #options: LogWriterOptions;
  #pending: LogLine[] = [];
  #pendingBytes = 0;
  #lineNumber: number;
  #logBytes = 0;
  #droppedLines = 0;
  #hasFlushed = false;
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> | null = null;
  #isLost = false;
  #issue: unknown = null;
  #waiters: (() => void)[] = [];

  constructor(options: LogWriterOptions) {
    this.#options = options;
    this.#lineNumber = options.lastLine;
  }

  get lineCount(): number {
    return this.#lineNumber;
  }

  /** Stores every line of `stream`; resolves at its end. Reading pauses while too much waits for the database. */
  async pipe(stream: Readable, kind: LogKind): Promise<void> {
    const splitter = new LineSplitter(this.#options.maxLineBytes, this.#options.redactor.lines());
    try {
      for await (const chunk of stream) {
        this.#add(splitter.push(chunk as Buffer), kind);
        if (this.#pendingBytes > MAX_PENDING_BYTES) await this.#untilCapacity();
      }
    } catch {
      // A destroyed pipe ends the log like its end does.
    }
    this.#add(splitter.end(), kind);
  }

  /** A line of the hub's own; never dropped. */
  hub(text: string): void {
    this.#append('hub', this.#options.redactor.text(text));
  }

  /** The process is no longer ours: nothing more is written, and nobody waits for it. */
  abandon(): void {
    this.#isLost = true;
    this.#release();
  }

  /** Stores what waits. Keeps trying while the database is away; ends at once where the attempt was lost; throws what the database refused. */
  async finish(): Promise<void> {
    if (this.#droppedLines > 0) {
      this.hub(dropNotice(this.#droppedLines));
      this.#droppedLines = 0;
    }
    // A chunk under way waits no more, but counts: an attempt that ended before it was stored would lose it.
    while (!this.#isLost && (this.#pending.length > 0 || this.#flushing !== null)) await this.#flush();
    this.#clearTimer();
    if (this.#issue !== null) throw this.#issue;
  }

  #add(lines: readonly SplitLine[], kind: LogKind): void {
    for (const line of lines) {
      if (this.#logBytes > this.#options.maxLogBytes) {
        this.#droppedLines += 1;
        continue;
      }
      const suffix = line.cutBytes > 0 ? ` … [line cut: ${line.cutBytes} more bytes]` : '';
      this.#append(kind, line.text + suffix);
    }
  }

  #append(kind: LogKind, text: string): void {
    if (this.#isLost) return;
    const size = Buffer.byteLength(text) + 1;
    this.#lineNumber += 1;
    this.#logBytes += size;
    this.#pendingBytes += size;
    this.#pending.push({ number: this.#lineNumber, at: this.#options.now?.() ?? new Date(), kind, text });
    this.#schedule();
  }

  #schedule(): void {
    if (!this.#hasFlushed || this.#pendingBytes >= CHUNK_BYTES) {
      this.#clearTimer();
      void this.#flush();
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        void this.#flush();
      }, FLUSH_AFTER_MS);
    }
  }

  #flush(): Promise<void> {
    this.#flushing ??= this.#flushAll().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async #flushAll(): Promise<void> {
    while (this.#pending.length > 0 && !this.#isLost) {
      this.#hasFlushed = true;
      const lines = this.#takeChunk();
      if (!(await this.#store(lines))) this.#isLost = true;
      this.#release();
    }
  }

  #takeChunk(): LogLine[] {
    let bytes = 0;
    let count = 0;
    for (const line of this.#pending) {
      if (count > 0 && bytes + line.text.length > CHUNK_BYTES) break;
      bytes += Buffer.byteLength(line.text) + 1;
      count += 1;
    }
    this.#pendingBytes -= bytes;
    return this.#pending.splice(0, count);
  }

  async #store(lines: readonly LogLine[]): Promise<boolean> {
    while (!this.#isLost) {
      try {
        return await storeLogChunk(this.#options.sql, this.#options.target, lines);
      } catch (error) {
        if (!maySucceedLater(error)) {
          this.#issue = error;
          return false;
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      }
    }
    return false;
  }

  async #untilCapacity(): Promise<void> {
    while (this.#pendingBytes > MAX_PENDING_BYTES && !this.#isLost) {
      void this.#flush();
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  #release(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }

  #clearTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
