import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** An HTTP proxy that passes a response on when it has ended, as some do. */
export interface BufferingProxy {
  readonly url: string;
  close(): Promise<void>;
}

export async function startBufferingProxy(targetUrl: string): Promise<BufferingProxy> {
  const server = createServer((incoming, outgoing) => pass(targetUrl, incoming, outgoing)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function pass(targetUrl: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const options = { method: incoming.method ?? 'GET', headers: incoming.headers };
  const upstream = request(`${targetUrl}${incoming.url}`, options, async (response) => {
    const body = await buffer(response).catch(() => null);
    if (body === null) return outgoing.destroy();
    const { 'transfer-encoding': _chunked, ...headers } = response.headers;
    return outgoing.writeHead(response.statusCode ?? 502, headers).end(body);
  });
  upstream.on('error', () => outgoing.destroy());
  outgoing.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}
