import type { PandiumClient } from './pandium-client.ts';

export interface ServerSentEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: { readonly line?: number; readonly text?: string; readonly phase?: string; readonly status?: string };
}

/** The live log of a run as server-sent events. */
export interface EventStream {
  /** The events up to and with the first one that is looked for. */
  takeUntil(isWanted: (event: ServerSentEvent) => boolean): Promise<ServerSentEvent[]>;
  close(): Promise<void>;
}

export async function openEventStream(
  client: PandiumClient,
  runId: number,
  lastEventId?: string,
): Promise<EventStream> {
  const headers = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
  const response = await client.send('GET', `/v2/runs/${runId}/events`, undefined, headers);
  if (response.status !== 200 || !response.body) throw new Error(`the events were answered ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const ready: ServerSentEvent[] = [];
  let text = '';
  const readMore = async (): Promise<void> => {
    const { done, value } = await reader.read();
    if (done) throw new Error('the events ended before the one that was looked for');
    const parts = (text + value).split('\n\n');
    text = parts.pop() ?? '';
    ready.push(...parts.filter((part) => !part.startsWith(':')).map(parseEvent));
  };
  return {
    takeUntil: async (isWanted) => {
      const taken: ServerSentEvent[] = [];
      for (;;) {
        const next = ready.shift();
        if (!next) await readMore();
        else {
          taken.push(next);
          if (isWanted(next)) return taken;
        }
      }
    },
    close: () => reader.cancel(),
  };
}

function parseEvent(text: string): ServerSentEvent {
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1];
  return { id: field('id'), event: field('event') ?? 'message', data: JSON.parse(field('data') ?? '{}') };
}
