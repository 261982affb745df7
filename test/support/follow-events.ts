/** One server-sent event; `data` is parsed JSON. */
export interface StreamEvent {
  readonly event: string;
  readonly id: string | null;
  readonly data: ReturnType<typeof JSON.parse>;
}

export interface EventStream {
  readonly headers: Headers;
  /** The next event, null at the end of the stream. */
  next(): Promise<StreamEvent | null>;
  /** All events up to the end of the stream. */
  rest(): Promise<StreamEvent[]>;
  close(): Promise<void>;
}

export async function openEventStream(
  url: string,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<EventStream> {
  const controller = new AbortController();
  const signals = AbortSignal.any([controller.signal, ...(signal ? [signal] : [])]);
  const response = await fetch(url, { headers, signal: signals });
  if (!response.body || response.status !== 200) throw new Error(`no event stream: ${response.status}`);
  const events = readEvents(response.body);
  const next = async (): Promise<StreamEvent | null> => {
    const result = await events.next();
    return result.done ? null : result.value;
  };
  return {
    headers: response.headers,
    next,
    rest: async () => {
      const found: StreamEvent[] = [];
      for (let event = await next(); event; event = await next()) found.push(event);
      return found;
    },
    close: async () => controller.abort(),
  };
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent, void> {
  let text = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const event = parseEvent(text.slice(0, end));
      text = text.slice(end + 2);
      if (event) yield event;
    }
  }
}

function parseEvent(block: string): StreamEvent | null {
  const fields = new Map(block.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]));
  const data = fields.get('data');
  if (data === undefined) return null;
  return { event: fields.get('event') ?? 'message', id: fields.get('id') ?? null, data: JSON.parse(data) };
}
