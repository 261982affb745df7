import pg from 'pg';

/** Hears PostgreSQL notifications; reconnects by itself and calls `onReconnect`, since some may have been missed. */
export interface Listener {
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly url: string;
  readonly channels: readonly string[];
  readonly onNotification: (channel: string, payload: string) => void;
  readonly onReconnect: () => void;
  readonly retryMs?: number;
}

export async function startListener(options: ListenerOptions): Promise<Listener> {
  const state: { isClosed: boolean; client: pg.Client | null; timer: NodeJS.Timeout | null } = {
    isClosed: false,
    client: null,
    timer: null,
  };
  const connect = async (): Promise<void> => {
    if (state.isClosed) return;
    const client = new pg.Client({
      connectionString: options.url,
      keepAlive: true,
      application_name: 'hubwright-listen',
    });
    state.client = client;
    const retry = (): void => {
      if (state.isClosed || state.client !== client) return;
      state.client = null;
      state.timer = setTimeout(() => void connect(), options.retryMs ?? 500);
    };
    client.on('error', retry);
    client.on('end', retry);
    client.on('notification', (note) => options.onNotification(note.channel, note.payload ?? ''));
    try {
      await client.connect();
      for (const channel of options.channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      options.onReconnect();
    } catch {
      await client.end().catch(() => {});
      retry();
    }
  };
  await connect();
  return {
    close: async () => {
      state.isClosed = true;
      if (state.timer) clearTimeout(state.timer);
      await state.client?.end().catch(() => {});
    },
  };
}
