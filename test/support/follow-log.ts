import { openEventStream } from './follow-events.ts';

export interface FollowedLine {
  readonly line: number;
  readonly text: string;
}

export interface FollowOptions {
  readonly key: string;
  /** How long the first event may take before polling takes over. */
  readonly timeoutMs: number;
  readonly onWay?: (way: 'events' | 'polling') => void;
}

/** What docs/logs.md tells clients to do: events, and polling on the same cursor where a proxy holds them back. */
export async function* followLog(runUrl: string, options: FollowOptions): AsyncGenerator<FollowedLine> {
  let after = 0;
  const events = await openInTime(runUrl, options);
  if (events) {
    options.onWay?.('events');
    for (let event = events.first; event; event = await events.next()) {
      if (event.event !== 'log') continue;
      after = event.data.line;
      yield event.data;
    }
    return;
  }
  options.onWay?.('polling');
  for (let isEnd = false; !isEnd; ) {
    const response = await fetch(`${runUrl}/log_lines?after=${after}&wait_s=10`, {
      headers: { 'x-api-key': options.key },
    });
    const page = (await response.json()) as { lines: FollowedLine[]; next_after: number; is_end: boolean };
    yield* page.lines;
    after = page.next_after;
    isEnd = page.is_end;
  }
}

async function openInTime(runUrl: string, { key, timeoutMs }: FollowOptions) {
  const controller = new AbortController();
  const opening = openEventStream(`${runUrl}/events`, { 'x-api-key': key }, controller.signal).then(async (stream) => ({
    first: await stream.next(),
    next: () => stream.next(),
  }));
  opening.catch(() => {});
  const { promise: patience, resolve: giveUp } = Promise.withResolvers<null>();
  const timer = setTimeout(() => giveUp(null), timeoutMs);
  const opened = await Promise.race([opening, patience]);
  clearTimeout(timer);
  if (opened === null) controller.abort();
  return opened;
}
