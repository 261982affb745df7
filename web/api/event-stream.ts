import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { callHub } from './client.ts';
import { toProblem } from './problem.ts';

export type StreamState = 'connecting' | 'open' | 'lost' | 'ended' | 'refused';

interface StreamOptions {
  readonly url: string;
  /** Name of the event that ends the stream for good. */
  readonly endEvent: string;
  /** The number of the last event that is already there. */
  readonly lastEventId: () => number;
  /** All events that one piece of the network brought: drawing once per piece, not per line, keeps a burst quick. */
  readonly onEvents: (events: readonly EventSourceMessage[]) => void;
  readonly onState: (state: StreamState) => void;
  readonly signal: AbortSignal;
}

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;
/** The hub sends a sign of life every 14 s. */
const SILENCE_MS = 40_000;

/**
 * Follows server-sent events until the event named ends it, across lost connections: each attempt says where the last one
 * stopped. `EventSource` can't do that on its first connect.
 */
export async function followEvents(options: StreamOptions): Promise<void> {
  const { signal, onState } = options;
  let delayMs = FIRST_DELAY_MS;
  while (!signal.aborted) {
    onState('connecting');
    const outcome = await readOnce(options, () => {
      delayMs = FIRST_DELAY_MS;
    });
    if (signal.aborted) return;
    if (outcome === 'ended' || outcome === 'refused') {
      onState(outcome);
      return;
    }
    onState('lost');
    await pause(delayMs, signal);
    delayMs = Math.min(delayMs * 2, MAX_DELAY_MS);
  }
}

/** Reads one connection to its end. */
async function readOnce(options: StreamOptions, onOpen: () => void): Promise<'ended' | 'refused' | 'lost'> {
  const silence = new AbortController();
  const watch = createWatch(() => silence.abort());
  try {
    const last = options.lastEventId();
    const response = await callHub(options.url, {
      headers: last > 0 ? { 'Last-Event-ID': String(last) } : {},
      signal: AbortSignal.any([options.signal, silence.signal]),
    });
    if (!response.ok || !response.body) return isFinal(response) ? 'refused' : 'lost';
    onOpen();
    options.onState('open');
    return await readBody(response.body, options, watch.feed);
  } catch {
    return 'lost';
  } finally {
    watch.end();
  }
}

/** Returns whether a repeated request would get the same response. */
function isFinal(response: Response): boolean {
  const { status } = toProblem(response, null);
  return status >= 400 && status < 500 && status !== 429;
}

async function readBody(
  body: ReadableStream<Uint8Array>,
  { onEvents, endEvent }: StreamOptions,
  onBytes: () => void,
): Promise<'ended' | 'lost'> {
  let batch: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => batch.push(event) });
  const decoder = new TextDecoder();
  for await (const bytes of chunksOf(body)) {
    onBytes();
    parser.feed(decoder.decode(bytes, { stream: true }));
    if (batch.length === 0) continue;
    const events = batch;
    batch = [];
    onEvents(events);
    if (events.some(({ event }) => event === endEvent)) return 'ended';
  }
  return 'lost';
}

/** Safari's streams can't be iterated. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Calls back after too long a silence. */
function createWatch(onSilence: () => void): { feed: () => void; end: () => void } {
  let timer = setTimeout(onSilence, SILENCE_MS);
  return {
    feed: () => {
      clearTimeout(timer);
      timer = setTimeout(onSilence, SILENCE_MS);
    },
    end: () => clearTimeout(timer),
  };
}

/** Waits, or until the browser says that the network is back. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
