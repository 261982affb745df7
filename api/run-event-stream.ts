import type { ServerResponse } from 'node:http';
import { toPandiumStatus } from '../src/domain/runs/pandium-status.ts';
import type { LogLine } from '../src/log/log-line.ts';
import { readLogLines } from '../src/log/read-log.ts';
import { type RunProgress, readRunProgress } from '../src/log/read-run-progress.ts';
import type { ApiDeps } from './api-deps.ts';
import { writePart } from './write-stream.ts';

export interface RunEventsRequest {
  readonly runId: number;
  /** The last line that the client has, 0 for none. */
  readonly afterLine: number;
  readonly signal: AbortSignal;
}

const POLL_MS = 2000;
const POLLS_PER_HEARTBEAT = 7;

/** Sends what is stored, then what comes, and ends after the event `end`; a poll makes up for lost notices. */
export async function streamRunEvents(
  { db, progress }: Pick<ApiDeps, 'db' | 'progress'>,
  request: RunEventsRequest,
  response: ServerResponse,
): Promise<void> {
  const { runId, signal } = request;
  const bell = createBell(signal);
  const stop = progress.follow(`run:${runId}`, bell.ring);
  const stream = new EventStream(response, request);
  try {
    while (!signal.aborted) {
      // Read before the lines: what a complete log counts is stored by then.
      const present = await readRunProgress(db, runId);
      if (!present) break;
      await stream.phase(present);
      while (await stream.lines(await readLogLines(db, present.log, stream.lastLine)));
      if (present.isFinal && (present.isLogComplete || stream.isQuiet)) {
        await stream.end(present);
        break;
      }
      await stream.pause(await bell.wait(POLL_MS), present);
    }
  } finally {
    stop();
    bell.close();
    response.end();
  }
}

class EventStream {
  lastLine: number;
  /** True where the run has ended and a whole poll brought nothing more. */
  isQuiet = false;
  readonly #response: ServerResponse;
  readonly #signal: AbortSignal;
  #phase = '';
  #idlePolls = 0;

  constructor(response: ServerResponse, request: RunEventsRequest) {
    this.#response = response;
    this.#signal = request.signal;
    this.lastLine = request.afterLine;
    response.flushHeaders();
  }

  async phase({ phase, failureClass, isStarted }: RunProgress): Promise<void> {
    const status = toPandiumStatus(phase, failureClass, isStarted);
    if (status === this.#phase) return;
    this.#phase = status;
    await this.#send(`event: phase\ndata: ${JSON.stringify({ phase, status })}\n\n`);
  }

  /** False where there was nothing to send, or nobody to send it to. */
  async lines(lines: readonly LogLine[]): Promise<boolean> {
    const last = lines.at(-1);
    if (!last) return false;
    this.lastLine = last.number;
    this.#idlePolls = 0;
    return this.#send(lines.map(toEvent).join(''));
  }

  async pause(wasRung: boolean, { isFinal }: RunProgress): Promise<void> {
    if (wasRung) return;
    this.isQuiet = isFinal;
    this.#idlePolls += 1;
    if (this.#idlePolls % POLLS_PER_HEARTBEAT === 0) await this.#send(': still here\n\n');
  }

  async end({ phase, isLogComplete }: RunProgress): Promise<void> {
    const data = { phase, status: this.#phase, last_line: this.lastLine, is_log_complete: isLogComplete };
    await this.#send(`event: end\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #send(text: string): Promise<boolean> {
    return writePart(this.#response, text, this.#signal);
  }
}

function toEvent({ number, at, kind, text }: LogLine): string {
  return `id: ${number}\nevent: log\ndata: ${JSON.stringify({ line: number, at, kind, text })}\n\n`;
}

interface Bell {
  readonly ring: () => void;
  /** True where it rang, false after `timeoutMs` or once the client is gone. */
  wait(timeoutMs: number): Promise<boolean>;
  close(): void;
}

function createBell(signal: AbortSignal): Bell {
  let hasRung = false;
  let wake: ((rang: boolean) => void) | null = null;
  const ring = (): void => {
    hasRung = true;
    wake?.(true);
  };
  const give = (): void => wake?.(false);
  signal.addEventListener('abort', give);
  return {
    ring,
    wait: async (timeoutMs) => {
      const rang =
        hasRung ||
        (!signal.aborted &&
          (await waitForRing(timeoutMs, (resolve) => {
            wake = resolve;
          })));
      wake = null;
      hasRung = false;
      return rang;
    },
    close: () => signal.removeEventListener('abort', give),
  };
}

function waitForRing(timeoutMs: number, register: (resolve: (rang: boolean) => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), timeoutMs);
    register((rang) => {
      clearTimeout(timer);
      resolve(rang);
    });
  });
}
