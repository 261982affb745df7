import { mkdirSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import express from 'express';
import { readPageFiles } from '../../../api/web/page-files.ts';
import { servePages } from '../../../api/web/serve-pages.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

const SCRIPT = 'export const answer = 42;';

function aBuild(): string {
  const folder = makeTestFolder('pages');
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><html lang="en"><body></body></html>');
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), SCRIPT);
  writeFileSync(join(folder, 'assets', 'main-1a2b.js.gz'), gzipSync(SCRIPT));
  return folder;
}

describe('the pages as they are served', () => {
  let server: Server;
  let url: string;
  const start = async (folder: string | null): Promise<void> => {
    const app = express();
    app.disable('etag');
    app.use(servePages(readPageFiles(folder)));
    app.use((_request, response) => void response.status(404).json({ code: 'not_found' }));
    await new Promise<void>((resolve) => {
      server = app.listen(0, '127.0.0.1', () => resolve());
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('have a policy without exceptions, and nothing may frame them', async () => {
    await start(aBuild());
    const { status, headers } = await fetch(`${url}/runs/12`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(status).to.equal(200);
    expect(policy)
      .to.include("default-src 'none'")
      .and.include("script-src 'self'")
      .and.include("frame-ancestors 'none'");
    expect(policy).to.include("require-trusted-types-for 'script'").and.include("trusted-types 'none'");
    expect(policy).not.to.match(/unsafe|nonce|\*|https?:/);
    expect(headers.get('cross-origin-opener-policy')).to.equal('same-origin');
    expect(headers.get('cache-control')).to.equal('no-cache');
  });

  it('know the visitor’s theme before any script does', async () => {
    await start(aBuild());
    const html = async (cookie: string): Promise<string> => (await fetch(url, { headers: { cookie } })).text();
    expect(await html('theme=dark')).to.include('<html data-theme="dark" lang="en">');
    expect(await html('other=1; theme=light')).to.include('data-theme="light"');
    for (const cookie of ['', 'theme="><script>', 'mytheme=dark'])
      expect(await html(cookie)).not.to.include('data-theme');
  });

  it('are not sent twice to who has them', async () => {
    await start(aBuild());
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).to.equal(304);
    const dark = await fetch(url, { headers: { 'if-none-match': etag, cookie: 'theme=dark' } });
    expect(dark.status).to.equal(200);
  });

  it('keep assets for ever, compressed as the browser takes them', async () => {
    await start(aBuild());
    const asset = `${url}/assets/main-1a2b.js`;
    const zipped = await fetch(asset, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(zipped.headers.get('content-encoding')).to.equal('gzip');
    expect(zipped.headers.get('cache-control')).to.include('immutable');
    expect(zipped.headers.get('vary')).to.equal('Accept-Encoding');
    expect(await zipped.text()).to.equal(SCRIPT);
    const plain = await fetch(asset, { headers: { 'accept-encoding': 'gzip;q=0' } });
    expect(plain.headers.get('content-encoding')).to.equal(null);
    expect(await plain.text()).to.equal(SCRIPT);
  });

  it('are nothing at an asset that is gone, at a file, and below the API', async () => {
    await start(aBuild());
    for (const path of ['/assets/main-0000.js', '/favicon.ico', '/v2', '/v2/nothing', '/oauth/x']) {
      const response = await fetch(`${url}${path}`);
      expect(response.status, path).to.equal(404);
      expect(response.headers.get('content-type'), path).to.include('json');
    }
    expect((await fetch(`${url}/runs`, { method: 'POST' })).status).to.equal(404);
  });

  it('say why they are missing where nothing was built', async () => {
    await start(null);
    const response = await fetch(url);
    expect(response.status).to.equal(503);
    expect(await response.text()).to.include('The pages are not built');
    expect((await fetch(`${url}/runs`)).status).to.equal(404);
  });
});
