import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createAddressGuard } from '../../../src/base/http/address-guard.ts';
import { createGuardedHttp, type GuardedHttpOptions } from '../../../src/base/http/guarded-http.ts';
import { RequestError } from '../../../src/base/http/request-error.ts';

describe('guarded HTTP', () => {
  const servers: Server[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const http = (options: Partial<GuardedHttpOptions> = {}) =>
    createGuardedHttp({
      guard: createAddressGuard({ allowedHosts: ['127.0.0.1'], allowedHostsSetting: 'THE_SETTING', ownPorts: [] }),
      headersFor: () => ({}),
      maxRedirects: 2,
      sizeBytes: 1_000,
      idleMs: 5_000,
      signal: new AbortController().signal,
      ...options,
    });

  const get = async (url: string, options: Partial<GuardedHttpOptions> = {}): Promise<string> => {
    const response = await http(options).request({ url, method: 'GET', headers: {} });
    const parts: Uint8Array[] = [];
    for await (const part of response.body) parts.push(part);
    return Buffer.concat(parts).toString();
  };

  const failure = async (work: Promise<unknown>): Promise<RequestError> => {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof RequestError)) throw new Error(`expected a RequestError, not ${String(error)}`);
    return error;
  };

  it('reads a response, and asks for headers once per URL on the way', async () => {
    const seen: string[] = [];
    const target = await serve((request, response) => response.end(`${request.headers['x-from'] ?? 'nobody'}`));
    const origin = await serve((_request, response) => response.writeHead(302, { location: `${target}/b` }).end());
    const headersFor = (url: URL): Record<string, string> => {
      seen.push(url.href);
      return url.href.startsWith(origin) ? { 'x-from': 'secret' } : {};
    };
    expect(await get(`${origin}/a`, { headersFor })).to.equal('nobody');
    expect(seen).to.deep.equal([`${origin}/a`, `${target}/b`]);
  });

  it('follows no more redirects than it may, and none of a POST', async () => {
    const loop = await serve((_request, response) => response.writeHead(302, { location: '/' }).end());
    expect((await failure(get(loop))).kind).to.equal('redirect');
    const posted = http().request({ url: loop, method: 'POST', headers: {}, body: Buffer.from('x') });
    expect((await failure(posted)).message).to.contain('redirects a POST request');
  });

  it('stops at the size limit over all requests, until it starts over', async () => {
    const url = await serve((_request, response) => response.end('x'.repeat(600)));
    const client = http();
    const read = async (): Promise<number> => {
      let bytes = 0;
      const response = await client.request({ url, method: 'GET', headers: {} });
      for await (const part of response.body) bytes += part.byteLength;
      return bytes;
    };
    expect(await read()).to.equal(600);
    expect((await failure(read())).kind).to.equal('size');
    client.startOver();
    expect(await read()).to.equal(600);
  });

  it('names the setting that would allow a refused host', async () => {
    const guard = createAddressGuard({ allowedHosts: [], allowedHostsSetting: 'THE_SETTING', ownPorts: [] });
    const plain = await failure(get('http://127.0.0.1:9/', { guard }));
    const secure = await failure(get('https://127.0.0.1:9/', { guard }));
    expect([plain.kind, secure.kind]).to.deep.equal(['refused', 'refused']);
    expect(plain.message).to.contain('THE_SETTING');
    expect(secure.message).to.contain('THE_SETTING');
  });

  it('says that a server does not speak TLS, instead of blaming a certificate', async () => {
    const url = (await serve((_request, response) => response.end())).replace('http:', 'https:');
    const error = await failure(get(url));
    expect(error.kind).to.equal('tls');
    expect(error.message).to.contain('does not speak TLS on this port');
  });

  it('closes the connection of a response that nobody reads', async () => {
    let isClosed: () => void = () => {};
    const closed = new Promise<void>((resolve) => {
      isClosed = resolve;
    });
    const url = await serve((_request, response) => {
      response.on('close', isClosed);
      response.write('endless');
    });
    const response = await http().request({ url, method: 'GET', headers: {} });
    response.discard();
    await closed;
  });

  it('fails with the reason of the abort', async () => {
    const controller = new AbortController();
    const url = await serve(() => controller.abort(new Error('enough')));
    const error = await get(url, { signal: controller.signal }).catch((reason: unknown) => reason);
    expect(error).to.be.an('error').with.property('message', 'enough');
  });
});
