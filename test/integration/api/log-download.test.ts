import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createLinkSigner } from '../../../api/logs/link-signer.ts';
import { checkLogLink, makeLogLink } from '../../../api/logs/log-link.ts';
import { toLogResponse } from '../../../api/logs/log-response.ts';
import { dropNotice } from '../../../src/adapters/run-logs/drop-notice.ts';
import type { Database } from '../../../src/db/database.ts';

const CHUNK_BYTES = 65_535;
const PAGES = 100;

/** A log of 100 pages of 1 MiB that counts how many were read. */
function bigLog(): { readonly db: Database; readonly read: () => number } {
  let pages = 0;
  const query = async (): Promise<object[]> => {
    if (pages === PAGES) return [];
    pages += 1;
    return Array.from({ length: 16 }, (_, index) => ({
      first_line: (pages - 1) * 16 + index + 1,
      first_line_at: new Date(0),
      line_millis: [0],
      kinds: 'e',
      text: 'x'.repeat(CHUNK_BYTES),
    }));
  };
  return { db: { query } as unknown as Database, read: () => pages };
}

describe('a download of a log', () => {
  let server: Server;
  let response: ServerResponse;
  const { db, read } = bigLog();

  before(async () => {
    server = createServer(async (_request, serverResponse) => {
      response = serverResponse;
      const source = { kind: 'run', runId: 1, logDay: '2026-01-01' } as const;
      const shown = { kinds: ['stderr'], fileName: 'run-1.log' } as const;
      await toLogResponse({ db }, source, shown, new AbortController().signal).write(serverResponse);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('reads no further than a client that takes nothing lets it, and brings everything to one that does', async () => {
    const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
    const [incoming] = (await once(request, 'response')) as [IncomingMessage];
    incoming.pause();
    await untilQuiet(read);
    expect(response.writableNeedDrain).to.equal(true);
    expect(read()).to.be.lessThan(PAGES / 2);
    let bytes = 0;
    for await (const chunk of incoming) bytes += (chunk as Buffer).length;
    expect(bytes).to.equal(PAGES * 16 * (CHUNK_BYTES + 1));
  });

  it('says where lines were dropped, also where it leaves out the other lines of the hub', async () => {
    const stored = [
      {
        ...{ first_line: 1, first_line_at: new Date(0), line_millis: [0, 0, 0], kinds: 'hhe' },
        text: ['Started.', dropNotice(7), 'last words'].join('\n'),
      },
    ];
    const partial = { query: async () => stored.splice(0) } as unknown as Database;
    const source = { kind: 'run', runId: 1, logDay: '2026-01-01' } as const;
    const { write } = toLogResponse(
      { db: partial },
      source,
      { kinds: ['stderr'], fileName: 'run-1.log' },
      new AbortController().signal,
    );
    const parts: string[] = [];
    const sink = { write: (text: string) => parts.push(text) > 0, end: () => {} } as unknown as ServerResponse;
    await write(sink);
    expect(parts.join('')).to.equal('The log is full: 7 more lines were dropped.\nlast words\n');
  });
});

describe('a signed link to a log', () => {
  const deps = { publicUrl: 'https://hub.example.com', signer: createLinkSigner(Buffer.alloc(32, 1)) };
  const signedAt = new Date('2026-01-01T00:00:00Z');
  const open = (minutes: number, seconds: number): void => {
    const { searchParams } = new URL(makeLogLink(deps, 7, signedAt));
    const expires = Number(searchParams.get('expires'));
    const signature = searchParams.get('signature') ?? '';
    checkLogLink(
      deps,
      { runId: 7, expires, signature },
      new Date(signedAt.getTime() + (minutes * 60 + seconds) * 1000),
    );
  };

  it('is good for 15 minutes and no longer', () => {
    open(0, 0);
    open(14, 59);
    expect(() => open(15, 1)).to.throw('This link is not valid any more');
  });
});

/** Waits until a number stays for as many turns of the event loop as reading the whole log would take several times over. */
async function untilQuiet(read: () => number): Promise<void> {
  for (let last = read(), turns = 0; turns < PAGES * 10; ) {
    await new Promise((resolve) => setImmediate(resolve));
    turns = read() === last ? turns + 1 : 0;
    last = read();
  }
}
