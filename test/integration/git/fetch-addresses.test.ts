import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createGit, type GitSettings } from '../../../src/adapters/git/create-git.ts';
import type { GitCredential } from '../../../src/adapters/git/git.ts';
import { GitError } from '../../../src/adapters/git/git-error.ts';
import { type GitServer, type GitServerOptions, startGitServer } from '../../support/git-server.ts';

const CREDENTIAL: GitCredential = { username: 'hub', password: 's3cret' };

describe('the addresses that git connects to', () => {
  let root: string;
  const servers: GitServer[] = [];
  const serve = async (options: GitServerOptions = {}): Promise<GitServer> => {
    const server = await startGitServer(options);
    servers.push(server);
    return server;
  };
  const redirectTo = (target: () => string, status = 302): GitServerOptions => ({
    intercept: (request, response) => {
      response.writeHead(status, { location: target() + (request.url ?? '') }).end();
      return true;
    },
  });
  const fetchFrom = (url: string, settings: Partial<GitSettings> = {}, credential: GitCredential | null = null) =>
    createGit({ allowedHosts: ['127.0.0.1'], ownPorts: [], isFileAllowed: false, ...settings }).fetchCommit({
      url,
      credential,
      ref: { kind: 'branch', name: 'main' },
      directory: join(root, 'store'),
      limits: { sizeBytes: 50_000_000, timeMs: 20_000 },
    });
  const failure = async (promise: Promise<unknown>): Promise<GitError> => {
    const error: unknown = await promise.then(
      () => null,
      (caught: unknown) => caught,
    );
    if (!(error instanceof GitError)) throw new Error(`expected a GitError, got ${String(error)}`);
    return error;
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'git-test-'));
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
    await rm(root, { recursive: true, force: true });
  });

  it('are not private ones, unless allowed: by address, by name, by any spelling', async () => {
    const server = await serve();
    await server.createRepository('demo', { a: '1' });
    for (const host of ['127.0.0.1', 'localhost', '0x7f.1', '[::ffff:127.0.0.1]', '2130706433', '0.0.0.0']) {
      const error = await failure(fetchFrom(`https://${host}:${server.port}/demo.git`, { allowedHosts: [] }));
      expect(error, host).to.include({ step: 'connect', code: 'git_address_refused' });
    }
    expect(server.requests).to.deep.equal([]);
  });

  it('are reached over https only, unless allowed', async () => {
    const server = await serve();
    const error = await failure(fetchFrom(`http://localhost:${server.port}/demo.git`));
    expect(error.message).to.match(/over https only/);
    expect(server.requests).to.deep.equal([]);
  });

  it('are the ones that were checked, whatever a name server says the second time', async () => {
    const server = await serve();
    const repository = await server.createRepository('demo', { a: '1' });
    const url = repository.url.replace('127.0.0.1', 'rebinding.example');
    let answers = 0;
    const resolveHost = async () => {
      answers += 1;
      return [{ address: answers === 1 ? '127.0.0.1' : '127.0.0.9', family: 4 as const }];
    };
    // Asked once for each request, and the connection goes to that answer: the first request arrives, the next is refused.
    await failure(fetchFrom(url, { allowedHosts: [`rebinding.example:${server.port}`], resolveHost }));
    expect(server.requests).to.have.length(1);
    expect(answers).to.equal(2);
  });

  it('are never the hub’s own ports, not even by a redirect from an allowed host', async () => {
    const hub = await serve();
    await hub.createRepository('demo', { a: '1' });
    const server = await serve(redirectTo(() => hub.url));
    for (const url of [`${hub.url}/demo.git`, `${server.url}/demo.git`]) {
      const error = await failure(fetchFrom(url, { ownPorts: [hub.port] }));
      expect(error).to.include({ step: 'connect', code: 'git_address_refused' });
      expect(error.message).to.match(/belongs to the hub itself/);
    }
    expect(hub.requests).to.deep.equal([]);
  });

  it('are checked again on each redirect', async () => {
    const target = await serve();
    await target.createRepository('demo', { a: '1' });
    const server = await serve(redirectTo(() => target.url));
    const error = await failure(fetchFrom(`${server.url}/demo.git`, { allowedHosts: [`127.0.0.1:${server.port}`] }));
    expect(error).to.include({ code: 'git_address_refused' });
    expect(target.requests).to.deep.equal([]);
  });

  it('may be those of a redirect, and the fetch goes on there', async () => {
    const target = await serve();
    await target.createRepository('demo', { a: '1' });
    const server = await serve(redirectTo(() => target.url, 301));
    expect((await fetchFrom(`${server.url}/demo.git`)).commitSha).to.match(/^[0-9a-f]{40}$/);
    expect(server.requests.filter((path) => path.endsWith('/git-upload-pack'))).to.deep.equal([]);
    expect(target.requests.some((path) => path.endsWith('/git-upload-pack'))).to.equal(true);
  });

  it('get the credential only where it belongs', async () => {
    const seen: (string | undefined)[] = [];
    const capture = await serve({
      intercept: (request) => {
        seen.push(request.headers.authorization);
        return false;
      },
    });
    await capture.createRepository('demo', { a: '1' });
    const sent: (string | undefined)[] = [];
    const server = await serve({
      intercept: (request, response) => {
        sent.push(request.headers.authorization);
        response.writeHead(302, { location: capture.url + (request.url ?? '') }).end();
        return true;
      },
    });
    await fetchFrom(`${server.url}/demo.git`, {}, CREDENTIAL);
    expect(sent.every((header) => header === `Basic ${Buffer.from('hub:s3cret').toString('base64')}`)).to.equal(true);
    expect(seen.length).to.be.greaterThan(1);
    expect(new Set(seen)).to.deep.equal(new Set([undefined]));
  });

  it('end after five redirects, at a redirect to another page, and at one to another scheme', async () => {
    const loop: GitServer = await serve(redirectTo(() => loop.url));
    expect((await failure(fetchFrom(`${loop.url}/demo.git`))).message).to.match(/redirects more than 5 times/);
    expect(loop.requests).to.have.length(6);
    for (const location of ['ftp://127.0.0.1/', 'file:///etc/passwd', 'http://hub:s3cret@127.0.0.1/', '/sign-in']) {
      const server: GitServer = await serve({
        intercept: (request, response) => {
          const isSignIn = request.url === '/sign-in';
          response.writeHead(isSignIn ? 200 : 302, isSignIn ? {} : { location }).end();
          return true;
        },
      });
      const error = await failure(fetchFrom(`${server.url}/demo.git`));
      expect(error.step, location).to.equal('repository');
      expect(error.message).to.not.include('s3cret');
    }
  });

  it('must show a certificate that is valid', async function () {
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
      ...['-subj', '/CN=localhost', '-keyout', join(root, 'key.pem'), '-out', join(root, 'cert.pem')],
    ]);
    if (made.status !== 0) {
      process.stdout.write('      skipped: openssl is not installed\n');
      this.skip();
    }
    const server = createTlsServer({
      key: readFileSync(join(root, 'key.pem')),
      cert: readFileSync(join(root, 'cert.pem')),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const error = await failure(fetchFrom(`https://127.0.0.1:${port}/demo.git`));
      expect(error).to.include({ step: 'tls', code: 'git_unreachable' });
    } finally {
      server.close();
    }
  });

  it('are kept when the git command fetches, which leaves no temporary folder', async () => {
    const target = await serve({ credential: CREDENTIAL });
    const repository = await target.createRepository('demo');
    await repository.commit({ big: randomBytes(34_000_000) }, 'big');
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('hub-git-'));
    await fetchFrom(repository.url, {}, CREDENTIAL);
    const refused = await failure(fetchFrom(repository.url, {}, { username: 'hub', password: 'wrong' }));
    expect(refused).to.include({ step: 'authentication' });
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('hub-git-'))).to.deep.equal(before);
  });

  it('are hidden from the git command together with the credential, and its secret is on no command line', async () => {
    const target = await serve({ credential: CREDENTIAL });
    const repository = await target.createRepository('demo');
    await repository.commit({ big: randomBytes(34_000_000) }, 'big');
    const record = join(root, 'record');
    const spy = join(root, 'git-spy');
    // Of the environment too, but for the header: only who runs as the hub can read that.
    const script = `#!/bin/sh\n{ echo "$@"; env | grep -v '=X-Hub-Forward: '; tr '\\0' ' ' < /proc/$PPID/cmdline; } >> ${record}\nexec git "$@"\n`;
    await writeFile(spy, script, { mode: 0o755 });
    await fetchFrom(repository.url, { gitCommand: spy }, CREDENTIAL);
    const seen = readFileSync(record, 'utf8');
    expect(seen).to.include('fetch --quiet').and.include('GIT_CONFIG_NOSYSTEM=1');
    for (const secret of ['s3cret', Buffer.from('hub:s3cret').toString('base64'), `:${target.port}`, 'X-Hub-Forward']) {
      expect(seen, secret).to.not.include(secret);
    }
  });
});
