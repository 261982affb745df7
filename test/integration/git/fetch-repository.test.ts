import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { GitCredential, GitRef } from '../../../src/adapters/git/git.ts';
import { failure, MIB, useFetching } from './fetch-harness.ts';

const CREDENTIAL: GitCredential = { username: 'hub', password: 's3cret:token' };

describe('fetching a repository over HTTP', () => {
  const { servers, serve, gitWith, fetchFrom, readText, storeFolder } = useFetching();

  for (const hasProtocolV2 of [false, true]) {
    describe(`from a server that speaks version ${hasProtocolV2 ? 2 : 1}`, () => {
      it('resolves branches and tags, annotated ones to their commit', async () => {
        const repository = await (await serve({ hasProtocolV2 })).createRepository('demo');
        const first = await repository.commit({ a: '1' }, 'first');
        const other = await repository.commit({ a: '2' }, 'other', 'feature/x');
        await repository.tag('v1', first);
        await repository.tag('v2', other, { isAnnotated: true });
        const resolve = (kind: GitRef['kind'], name: string) =>
          gitWith().resolveRef({ url: repository.url, credential: null, ref: { kind, name } });
        expect(await resolve('branch', 'main')).to.equal(first);
        expect(await resolve('branch', 'feature/x')).to.equal(other);
        expect(await resolve('tag', 'v1')).to.equal(first);
        expect(await resolve('tag', 'v2')).to.equal(other);
        expect(await resolve('commit', other)).to.equal(other);
      });

      it('does not take a branch for one whose name it begins with, nor a tag for a branch', async () => {
        const repository = await (await serve({ hasProtocolV2 })).createRepository('demo');
        await repository.tag('v1', await repository.commit({ a: '1' }, 'first', 'main-2'));
        for (const name of ['main', 'v1', 'heads/main-2']) {
          const error = await failure(fetchFrom(repository.url, { kind: 'branch', name }));
          expect(error).to.include({ step: 'branch', code: 'git_ref_not_found' });
          const near = name === 'v1' ? '' : ', but "main-2"';
          expect(error.message).to.equal(`The repository has no branch "${name}"${near}.`);
        }
      });

      it('fetches the head of a branch without its history', async () => {
        const repository = await (await serve({ hasProtocolV2 })).createRepository('demo', { 'PANDIUM.yaml': 'one' });
        const sha = await repository.commit({ 'PANDIUM.yaml': 'two', 'a/b/c.txt': 'deep' }, 'second');
        const before = await repository.git(['rev-parse', 'main~1']);
        expect(await fetchFrom(repository.url, { kind: 'branch', name: 'main' })).to.deep.equal({ commitSha: sha });
        expect(await readText(sha, 'PANDIUM.yaml')).to.equal('two');
        expect(await readText(sha, 'a/b/c.txt')).to.equal('deep');
        expect(await failure(readText(before, 'PANDIUM.yaml'))).to.include({ step: 'commit' });
      });

      it('fetches an older commit by its SHA', async () => {
        const repository = await (await serve({ hasProtocolV2 })).createRepository('demo');
        const older = await repository.commit({ a: 'older' }, 'first');
        await repository.commit({ a: 'newer' }, 'second');
        await fetchFrom(repository.url, { kind: 'commit', name: older });
        expect(await readText(older, 'a')).to.equal('older');
      });

      it('names the commit that the repository does not have', async () => {
        const repository = await (await serve({ hasProtocolV2 })).createRepository('demo', { a: '1' });
        for (const gitCommand of ['git', null]) {
          const error = await failure(
            fetchFrom(repository.url, { kind: 'commit', name: 'a'.repeat(40) }, { settings: { gitCommand } }),
          );
          expect(error).to.include({ step: 'commit', code: 'git_ref_not_found' });
        }
      });

      it('says that an empty repository has no such branch', async () => {
        const repository = await (await serve({ hasProtocolV2 })).createRepository('empty');
        expect(await failure(fetchFrom(repository.url, { kind: 'branch', name: 'main' }))).to.include({
          step: 'branch',
        });
        expect(await failure(fetchFrom(repository.url, { kind: 'commit', name: 'a'.repeat(40) }))).to.include({
          step: 'commit',
        });
      });
    });
  }

  it('fetches from a repository whose HEAD points nowhere', async () => {
    const repository = await (await serve()).createRepository('demo');
    const sha = await repository.commit({ a: '1' }, 'first', 'develop');
    await fetchFrom(repository.url, { kind: 'branch', name: 'develop' });
    expect(await readText(sha, 'a')).to.equal('1');
  });

  it('gives back the bytes of files that git stores as deltas', async () => {
    const repository = await (await serve()).createRepository('demo');
    const lines = Array.from({ length: 20_000 }, (_, line) => `line ${line} of a long file`);
    const files: Record<string, string> = {};
    for (let index = 0; index < 12; index += 1)
      files[`copy-${index}.txt`] = lines.with(index * 7, `changed ${index}`).join('\n');
    const sha = await repository.commit(files, 'copies');
    await repository.git(['repack', '-adfq']);
    await fetchFrom(repository.url, { kind: 'branch', name: 'main' });
    for (const [path, text] of Object.entries(files)) {
      const found = await gitWith().readFile({ directory: storeFolder(), commitSha: sha, path });
      expect(Buffer.from(found ?? []).toString('utf8') === text, path).to.equal(true);
    }
  });

  it('fetches a pack that is too large for memory by the git command, and says what is missing without it', async () => {
    const repository = await (await serve()).createRepository('large');
    const sha = await repository.commit({ 'large.bin': randomBytes(34 * MIB), small: 'text' }, 'large');
    const ref = { kind: 'branch', name: 'main' } as const;
    const error = await failure(fetchFrom(repository.url, ref, { settings: { gitCommand: null } }));
    expect(error).to.include({ step: 'size' });
    expect(error.message).to.match(/git command is not installed/);
    await fetchFrom(repository.url, ref);
    expect(await readText(sha, 'small')).to.equal('text');
  });

  describe('with a credential', () => {
    it('fetches with the right one, by the library and by the git command', async () => {
      const server = await serve({ credential: CREDENTIAL });
      const repository = await server.createRepository('private');
      await repository.commit({ a: '1' }, 'first');
      const sha = await repository.commit({ a: '2' }, 'second');
      await fetchFrom(repository.url, { kind: 'branch', name: 'main' }, { credential: CREDENTIAL });
      expect(await readText(sha, 'a')).to.equal('2');
    });

    it('says that a credential is needed, and that one was refused, without naming it', async () => {
      const repository = await (await serve({ credential: CREDENTIAL })).createRepository('private', { a: '1' });
      const none = await failure(fetchFrom(repository.url, { kind: 'branch', name: 'main' }));
      expect(none).to.include({ step: 'authentication', code: 'git_authentication' });
      expect(none.message).to.match(/asks for a credential/);
      const wrong = { username: 'hub', password: 'wr0ng-token' };
      const refused = await failure(fetchFrom(repository.url, { kind: 'branch', name: 'main' }, { credential: wrong }));
      expect(refused).to.include({ step: 'authentication' });
      expect(refused.message).to.match(/refused the credential/);
      expect(JSON.stringify([refused, refused.stack, refused.cause])).to.not.include('wr0ng');
    });
  });

  it('tells a missing repository, a web page and a closed port apart', async () => {
    const pages = await serve({
      intercept: (request, response) => {
        if (request.url?.startsWith('/page') !== true) return false;
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello</html>');
        return true;
      },
    });
    const ref = { kind: 'branch', name: 'main' } as const;
    expect(await failure(fetchFrom(`${pages.url}/absent.git`, ref))).to.include({ step: 'repository' });
    expect(await failure(fetchFrom(`${pages.url}/page`, ref))).to.include({ step: 'repository' });
    await pages.close();
    servers.splice(0);
    expect(await failure(fetchFrom(`${pages.url}/absent.git`, ref))).to.include({
      step: 'connect',
      code: 'git_unreachable',
    });
  });

  it('survives servers that answer garbage', async () => {
    const bodies = [
      '',
      '0',
      'zzzz',
      '001e# service=git-upload-pack\n',
      'fff0short',
      '0000'.repeat(1000),
      '001e# service=git-upload-pack\n0000003fnonsense',
    ];
    for (const body of bodies) {
      const server = await serve({
        intercept: (_request, response) => {
          response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' }).end(body);
          return true;
        },
      });
      for (const gitCommand of ['git', null]) {
        const error = await failure(
          fetchFrom(`${server.url}/x`, { kind: 'branch', name: 'main' }, { settings: { gitCommand } }),
        );
        expect(error.step, body).to.be.oneOf(['repository', 'branch']);
      }
    }
  });

  it('survives a pack that breaks off or holds nonsense', async () => {
    const packs = [
      '',
      'PACK',
      `0009\x01PACK`,
      '0008NAK\n0000',
      `0008NAK\n0031\x01PACK\0\0\0\x02\0\0\0\x01${'x'.repeat(32)}0000`,
      '0008NAK\n0012\x03out of memory0000',
    ];
    for (const pack of packs) {
      const server = await serve({
        intercept: (request, response) => {
          if (request.method !== 'POST') return false;
          response
            .writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' })
            .end(Buffer.from(pack, 'latin1'));
          return true;
        },
      });
      const repository = await server.createRepository('demo', { a: '1' });
      const error = await failure(fetchFrom(repository.url, { kind: 'branch', name: 'main' }));
      expect(error.step, JSON.stringify(pack)).to.be.oneOf(['repository', 'commit']);
    }
  });

  it('stops at the size limit, by the library and by the git command', async () => {
    const repository = await (await serve()).createRepository('demo');
    const older = await repository.commit({ 'big.bin': randomBytes(3 * MIB) }, 'big');
    const error = await failure(fetchFrom(repository.url, { kind: 'branch', name: 'main' }, { sizeBytes: MIB }));
    expect(error).to.include({ step: 'size', code: 'git_too_large' });
    expect(error.message).to.equal('The repository is larger than the limit of 1 MiB for one fetch.');
    await repository.commit({ 'big.bin': randomBytes(40 * MIB) }, 'bigger');
    expect(
      await failure(fetchFrom(repository.url, { kind: 'branch', name: 'main' }, { sizeBytes: 36 * MIB })),
    ).to.include({ step: 'size' });
    expect(older).to.have.length(40);
  });

  it('refuses a small pack that unpacks to something huge', async () => {
    const repository = await (await serve()).createRepository('bomb');
    await repository.commit({ zeros: Buffer.alloc(200 * MIB) }, 'bomb');
    const error = await failure(
      fetchFrom(repository.url, { kind: 'branch', name: 'main' }, { settings: { gitCommand: null } }),
    );
    expect(error).to.include({ step: 'size' });
  });

  it('ends at its time limit, at silence, and when aborted', async () => {
    const server = await serve({ intercept: () => true });
    const ref = { kind: 'branch', name: 'main' } as const;
    const late = await failure(fetchFrom(`${server.url}/slow`, ref, { timeMs: 100 }));
    expect(late).to.include({ step: 'timeout', code: 'git_too_slow' });
    const listing = gitWith().resolveRef({ url: `${server.url}/slow`, credential: null, ref, timeoutMs: 100 });
    expect(await failure(listing)).to.include({ step: 'timeout', code: 'git_timeout' });
    const silent = await failure(fetchFrom(`${server.url}/slow`, ref, { settings: { idleMs: 100 } }));
    expect(silent).to.include({ step: 'timeout' });
    expect(silent.message).to.match(/sent nothing/);
    const controller = new AbortController();
    const aborted = fetchFrom(`${server.url}/slow`, ref, { signal: controller.signal }).catch(
      (error: unknown) => error,
    );
    const reason = new Error('the build was cancelled');
    controller.abort(reason);
    expect(await aborted).to.equal(reason);
  });

  it('ends at silence in the middle of an answer', async () => {
    const server = await serve({
      intercept: (_request, response) => {
        response
          .writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' })
          .write('001e# service=git');
        return true;
      },
    });
    const error = await failure(
      fetchFrom(`${server.url}/x`, { kind: 'branch', name: 'main' }, { settings: { idleMs: 100 } }),
    );
    expect(error).to.include({ step: 'timeout' });
  });

  it('fetches file:// by the git command only where that is allowed', async () => {
    const repository = await (await serve()).createRepository('demo');
    const sha = await repository.commit({ a: 'by file' }, 'first');
    const url = `file://${repository.directory}`;
    expect(await failure(fetchFrom(url, { kind: 'branch', name: 'main' }), Error)).to.include({
      code: 'invalid_input',
    });
    await fetchFrom(url, { kind: 'branch', name: 'main' }, { settings: { isFileAllowed: true } });
    expect(await readText(sha, 'a')).to.equal('by file');
    expect(
      await failure(fetchFrom(url, { kind: 'branch', name: 'no' }, { settings: { isFileAllowed: true } })),
    ).to.include({ step: 'branch' });
    expect(
      await failure(fetchFrom(`${url}x`, { kind: 'branch', name: 'main' }, { settings: { isFileAllowed: true } })),
    ).to.include({
      step: 'repository',
    });
  });

  it('asks no server about refs that start with "-"', async () => {
    const server = await serve();
    const { url } = await server.createRepository('demo', { a: '1' });
    for (const name of ['--upload-pack=touch /tmp/x', '-x']) {
      expect(await failure(fetchFrom(url, { kind: 'branch', name }), Error)).to.include({ code: 'invalid_input' });
    }
    expect(server.requests).to.deep.equal([]);
  });
});
