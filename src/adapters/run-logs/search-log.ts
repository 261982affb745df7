import type { Sql } from '../../db/sql.ts';
import type { LogSource } from '../../db/stores/run-logs/log-source.ts';
import type { LogKind, LogLine } from './log-line.ts';
import { type LogChunk, readLogChunks } from './read-log.ts';

export interface LogSearch {
  /** Found in any case; at least one character. */
  readonly text: string;
  /** Null = lines of every kind. */
  readonly kind: LogKind | null;
  /** Lines up to this one were looked at before. */
  readonly after: number;
  readonly limit: number;
  /** So many lines before and after each hit come along. */
  readonly contextLines: number;
  /** After it the search stops and says where. */
  readonly budgetMs: number;
}

export interface LogHit {
  readonly line: LogLine;
  readonly before: readonly LogLine[];
  readonly after: readonly LogLine[];
}

export interface LogSearchResult {
  readonly hits: readonly LogHit[];
  /** Every line up to this one was looked at. */
  readonly searchedTo: number;
  /** True where no stored line follows that was not looked at. */
  readonly isEnd: boolean;
}

/**
 * Looks through a log from a line on, about 1 MiB in memory at a time, until `limit` lines were found, the stored log ends or
 * its time is up; going on after `searchedTo` finds every hit once.
 */
export async function searchLog(sql: Sql, source: LogSource, search: LogSearch): Promise<LogSearchResult> {
  const scan = new LogScan(search);
  const deadline = performance.now() + search.budgetMs;
  for (;;) {
    const chunks = await readLogChunks(sql, source, scan.readTo);
    if (chunks.length === 0) return scan.result(true);
    for (const chunk of chunks) {
      scan.read(chunk);
      if (scan.isDone) return scan.result(false);
    }
    if (performance.now() > deadline) return scan.result(false);
  }
}

interface GrowingHit extends LogHit {
  readonly after: LogLine[];
}

class LogScan {
  /** The last line that was read, also one that is only context. */
  readTo: number;
  readonly #search: LogSearch;
  readonly #needle: string;
  readonly #hits: GrowingHit[] = [];
  /** Hits that still want lines after them. */
  #growing: GrowingHit[] = [];
  #searchedTo: number;
  #previous: LogChunk | null = null;

  constructor(search: LogSearch) {
    this.#search = search;
    this.#needle = search.text.toLowerCase();
    this.readTo = Math.max(0, search.after - search.contextLines);
    this.#searchedTo = search.after;
  }

  get isDone(): boolean {
    return this.#isFull && this.#growing.length === 0;
  }

  read(chunk: LogChunk): void {
    const isWorthReading =
      this.#growing.length > 0 || (!this.#isFull && chunk.text.toLowerCase().includes(this.#needle));
    if (isWorthReading) this.#readLines(chunk.toLines());
    this.readTo = chunk.firstLine + countLines(chunk.text) - 1;
    if (!this.#isFull) this.#searchedTo = Math.max(this.#searchedTo, this.readTo);
    this.#previous = chunk;
  }

  result(isEnd: boolean): LogSearchResult {
    return { hits: this.#hits, searchedTo: this.#searchedTo, isEnd: isEnd && !this.#isFull };
  }

  get #isFull(): boolean {
    return this.#hits.length >= this.#search.limit;
  }

  #readLines(lines: readonly LogLine[]): void {
    const { after, contextLines } = this.#search;
    const earlier = contextLines > 0 ? (this.#previous?.toLines() ?? []).slice(-contextLines) : [];
    for (const [index, line] of lines.entries()) {
      if (this.#growing.length > 0) this.#grow(line);
      if (this.#isFull || line.number <= after || !this.#isHit(line)) continue;
      const near = lines.slice(Math.max(0, index - contextLines), index);
      const hit = { line, before: [...earlier, ...near].slice(-contextLines || Number.MAX_SAFE_INTEGER), after: [] };
      this.#hits.push(hit);
      if (contextLines > 0) this.#growing.push(hit);
      this.#searchedTo = line.number;
    }
  }

  #grow(line: LogLine): void {
    for (const hit of this.#growing) hit.after.push(line);
    this.#growing = this.#growing.filter((hit) => hit.after.length < this.#search.contextLines);
  }

  #isHit({ kind, text }: LogLine): boolean {
    return (this.#search.kind === null || kind === this.#search.kind) && text.toLowerCase().includes(this.#needle);
  }
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
