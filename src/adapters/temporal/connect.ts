import { Client, Connection, type ConnectionLike } from '@temporalio/client';

export type TemporalClient = Client;

export interface TemporalSettings {
  readonly address: string;
  readonly namespace: string;
  readonly apiKey: string | null;
  readonly isTlsOn: boolean;
}

/** What both kinds of connection (client's and worker's) take. */
export function connectionOptions(settings: TemporalSettings): {
  readonly address: string;
  readonly tls?: true;
  readonly apiKey?: string;
} {
  return {
    address: settings.address,
    ...(settings.isTlsOn ? { tls: true as const } : {}),
    ...(settings.apiKey === null ? {} : { apiKey: settings.apiKey }),
  };
}

/** A client that connects when it is first used, so that a process starts while Temporal is away. */
export function createLazyClient(settings: TemporalSettings): { readonly client: Client; close(): Promise<void> } {
  const connection = Connection.lazy(connectionOptions(settings));
  return { client: createClient(settings, connection), close: () => connection.close() };
}

/** `connection` may be a worker's, which lets the server start workflows eagerly in that worker. */
export function createClient(settings: TemporalSettings, connection: ConnectionLike): Client {
  return new Client({ connection, namespace: settings.namespace });
}
