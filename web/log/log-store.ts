import type { StreamState } from '../api/event-stream.ts';
import { followEvents } from '../api/event-stream.ts';
import type { LogLine } from '../api/types.ts';
import type { LogLines, LogSource } from './log-source.ts';

export interface LogSnapshot {
  /** The last line that is stored, 0 for none. */
  readonly lastLine: number;
  readonly stream: StreamState;
  /** What hindered the first page, null where nothing did. */
  readonly error: unknown;
  readonly isLoaded: boolean;
  /** Changes with whatever changed. */
  readonly version: number;
}

const PAGE_LINES = 500;
const FIRST_LINES = 500;

/**
 * A log of any length, of which those pages are there that were looked at: its end first, then what is scrolled to, and
 * live what is added. Plain TypeScript; the component that draws it subscribes.
 */
export class LogStore {
  readonly #source: LogSource;
  readonly #follow: typeof followEvents;
  readonly #lines = new Map<number, LogLine>();
  readonly #asked = new Set<number>();
  readonly #listeners = new Set<() => void>();
  readonly #closed = new AbortController();
  #snapshot: LogSnapshot = { lastLine: 0, stream: 'connecting', error: null, isLoaded: false, version: 0 };

  constructor(source: LogSource, follow = followEvents) {
    this.#source = source;
    this.#follow = follow;
  }

  /** Loads the end and follows what comes after it, until `close`. */
  async open(): Promise<void> {
    const { signal } = this.#closed;
    try {
      this.#take(await this.#source.lines({ tail: FIRST_LINES }, signal));
      this.#change({ isLoaded: true, error: null });
    } catch (error) {
      if (!signal.aborted) this.#change({ isLoaded: true, error });
      return;
    }
    await this.#follow({
      url: this.#source.eventsUrl,
      endEvent: 'end',
      lastEventId: () => this.#snapshot.lastLine,
      onEvents: (events) => this.#takeEvents(events),
      onState: (stream) => this.#change({ stream }),
      signal,
    });
  }

  close(): void {
    this.#closed.abort();
  }

  line(number: number): LogLine | undefined {
    return this.#lines.get(number);
  }

  /** Loads what is missing between two lines. */
  ensure(first: number, last: number): void {
    const from = Math.floor((Math.max(first, 1) - 1) / PAGE_LINES);
    const to = Math.floor((Math.min(last, this.#snapshot.lastLine) - 1) / PAGE_LINES);
    for (let page = from; page <= to; page += 1) {
      if (!this.#asked.has(page) && this.#lacksLines(page)) void this.#loadPage(page);
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): LogSnapshot => this.#snapshot;

  #lacksLines(page: number): boolean {
    const first = page * PAGE_LINES + 1;
    const last = Math.min(first + PAGE_LINES - 1, this.#snapshot.lastLine);
    for (let number = first; number <= last; number += 1) {
      if (!this.#lines.has(number)) return true;
    }
    return false;
  }

  async #loadPage(page: number): Promise<void> {
    this.#asked.add(page);
    const end = (page + 1) * PAGE_LINES;
    let after = page * PAGE_LINES;
    try {
      // A response has at most about 1 MiB, so that one of long lines ends before the page does.
      while (after < Math.min(end, this.#snapshot.lastLine)) {
        const answer = await this.#source.lines({ after, limit: end - after }, this.#closed.signal);
        const last = answer.lines.at(-1)?.line;
        if (last === undefined) break;
        this.#take(answer);
        after = last;
      }
    } catch {
      // The next request loads them.
    } finally {
      this.#asked.delete(page);
    }
  }

  #take({ lines, last_line }: LogLines): void {
    for (const line of lines) this.#lines.set(line.line, line);
    this.#change({ lastLine: Math.max(this.#snapshot.lastLine, last_line) });
  }

  #takeEvents(events: Parameters<Parameters<typeof followEvents>[0]['onEvents']>[0]): void {
    let { lastLine } = this.#snapshot;
    for (const { event, data } of events) {
      if (event !== 'log') continue;
      const line = JSON.parse(data) as LogLine;
      this.#lines.set(line.line, line);
      lastLine = Math.max(lastLine, line.line);
    }
    if (lastLine !== this.#snapshot.lastLine) this.#change({ lastLine });
  }

  #change(change: Partial<LogSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change, version: this.#snapshot.version + 1 };
    for (const listener of this.#listeners) listener();
  }
}
