import type { ServerResponse } from 'node:http';
import type { LogLine } from '../../src/adapters/run-logs/log-line.ts';
import { readLogLines } from '../../src/adapters/run-logs/read-log.ts';
import { findLastLine } from '../../src/db/stores/run-logs/log-chunk-store.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ApiDeps } from '../http/api-deps.ts';
import type { StreamResponse } from '../http/define-route.ts';
import type { FollowedLog, LogProgress } from './followed-log.ts';
import { createWakeSignal } from './wake-signal.ts';
import { writeChunk } from './write-stream.ts';

interface EventsRequest {
  /** The last line that the client has, 0 for none. */
  readonly afterLine: number;
  readonly signal: AbortSignal;
}

const POLL_MS = 2000;
const POLLS_PER_HEARTBEAT = 7;

/** Log lines and phases as server-sent events. @throws AppError invalid_input where `lastEventId` is no line's number */
export function toEventsResponse(
  deps: Pick<ApiDeps, 'db' | 'progress'>,
  followed: FollowedLog,
  client: { readonly lastEventId: string | undefined; readonly signal: AbortSignal },
): StreamResponse {
  const request = { afterLine: readLastEventId(client.lastEventId), signal: client.signal };
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Proxies pass it on as it comes; one that doesn't is what polling `log_lines` is for.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
    write: (response) => streamEvents(deps, followed, request, response),
  };
}

function readLastEventId(header: string | undefined): number {
  if (header === undefined || header === '') return 0;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  throw new AppError('invalid_input', 'Last-Event-ID has to be the number of a line.');
}

/** Sends what is stored, then what comes, and ends after the event `end`; a poll makes up for lost notices. */
async function streamEvents(
  { db, progress }: Pick<ApiDeps, 'db' | 'progress'>,
  followed: FollowedLog,
  request: EventsRequest,
  response: ServerResponse,
): Promise<void> {
  const { signal } = request;
  const wakeSignal = createWakeSignal(signal);
  const stop = progress.follow(followed.subject, wakeSignal.ring);
  const stream = new EventStream(response, request);
  try {
    while (!signal.aborted) {
      // Read before the lines: what a complete log counts is stored by then.
      const present = await followed.read();
      if (!present) break;
      await stream.phase(present);
      while (await stream.lines(await readLogLines(db, present.log, stream.lastLine)));
      if (present.isFinal && (present.isLogComplete || stream.isQuiet)) {
        await stream.end(present, await findLastLine(db, present.log));
        break;
      }
      await stream.pause(await wakeSignal.wait(POLL_MS), present);
    }
  } finally {
    stop();
    wakeSignal.close();
    response.end();
  }
}

class EventStream {
  lastLine: number;
  /** True where it has ended and a whole poll brought nothing more. */
  isQuiet = false;
  readonly #response: ServerResponse;
  readonly #signal: AbortSignal;
  #phase = '';
  #idlePolls = 0;

  constructor(response: ServerResponse, request: EventsRequest) {
    this.#response = response;
    this.#signal = request.signal;
    this.lastLine = request.afterLine;
    response.flushHeaders();
  }

  async phase({ told }: LogProgress): Promise<void> {
    const phase = JSON.stringify(told);
    if (phase === this.#phase) return;
    this.#phase = phase;
    await this.#send(`event: phase\ndata: ${phase}\n\n`);
  }

  /** False where there was nothing to send, or no client to send it to. */
  async lines(lines: readonly LogLine[]): Promise<boolean> {
    const last = lines.at(-1);
    if (!last) return false;
    this.lastLine = last.number;
    this.#idlePolls = 0;
    return this.#send(lines.map(toEvent).join(''));
  }

  async pause(wasRung: boolean, { isFinal }: LogProgress): Promise<void> {
    if (wasRung) return;
    this.isQuiet = isFinal;
    this.#idlePolls += 1;
    if (this.#idlePolls % POLLS_PER_HEARTBEAT === 0) await this.#send(': still here\n\n');
  }

  /** A client may have requested what follows a line that the log never had. */
  async end({ told, isLogComplete }: LogProgress, storedLastLine: number): Promise<void> {
    const data = { ...told, last_line: Math.min(this.lastLine, storedLastLine), is_log_complete: isLogComplete };
    await this.#send(`event: end\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #send(text: string): Promise<boolean> {
    return writeChunk(this.#response, text, this.#signal);
  }
}

function toEvent({ number, at, kind, text }: LogLine): string {
  return `id: ${number}\nevent: log\ndata: ${JSON.stringify({ line: number, at, kind, text })}\n\n`;
}
