import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { HUB_PAGE_HEADERS } from './content-security-policy.ts';
import type { Encoding, PageFile, PageFiles, Theme } from './page-files.ts';

/** Addresses that are never pages, even where nothing is at them. */
const NO_PAGES = /^\/(v2|hooks|oauth|healthz|readyz|openapi\.json)(\/|$)/;
const NAMES_A_FILE = /\.[a-z0-9]{1,5}$/i;
const ASSETS = '/assets/';

/** Serves the hub's pages; what is none of them is left to the next handler. */
export function servePages(pages: PageFiles | null): RequestHandler {
  return (request, response, next) => {
    if (!isPageRequest(request)) next();
    else if (pages === null) sendNotBuilt(response, request, next);
    else if (request.path.startsWith(ASSETS)) sendAsset(pages.assets.get(request.path), request, response, next);
    else if (NAMES_A_FILE.test(request.path)) next();
    else sendShell(pages, request, response);
  };
}

function isPageRequest({ method, path }: Request): boolean {
  return (method === 'GET' || method === 'HEAD') && !NO_PAGES.test(path);
}

/** An asset that isn't there is 404: a tab of an earlier build must not get HTML for a script. */
function sendAsset(file: PageFile | undefined, request: Request, response: Response, next: NextFunction): void {
  if (!file) {
    next();
    return;
  }
  const encoding = chooseEncoding(file, request.get('accept-encoding') ?? '');
  response.set({
    'Content-Type': file.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
    ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
  });
  response.send(file.bytes[encoding]);
}

function chooseEncoding({ bytes }: PageFile, accepted: string): Encoding {
  const names = accepted.split(',').map((part) => part.trim());
  const isAccepted = (name: string): boolean =>
    names.some((part) => part === name || (part.startsWith(`${name};`) && !/;\s*q=0(\.0*)?$/.test(part)));
  if (bytes.br && isAccepted('br')) return 'br';
  if (bytes.gzip && isAccepted('gzip')) return 'gzip';
  return 'identity';
}

function sendShell({ hub }: PageFiles, request: Request, response: Response): void {
  const { html, etag } = hub.byTheme[readTheme(request.get('cookie') ?? '')];
  response.set({ ...HUB_PAGE_HEADERS, 'Cache-Control': 'no-cache', ETag: etag, Vary: 'Cookie' });
  if (request.get('if-none-match') === etag) response.status(304).end();
  else response.type('html').send(html);
}

function readTheme(cookies: string): Theme {
  const value = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(cookies)?.[1];
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** The API works without its pages; a browser gets a page that says why there are none. */
function sendNotBuilt(response: Response, request: Request, next: NextFunction): void {
  if (request.path !== '/') {
    next();
    return;
  }
  response
    .status(503)
    .type('html')
    .send(
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Hubwright</title><h1>The pages are not built</h1>' +
        '<p>The API works. What hindered the build stands in the output of <code>npm start</code>; ' +
        '<code>node web/build.ts</code> tries again, then start the hub anew.</p></html>',
    );
}
