import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { extract } from 'tar-stream';
import { createGit } from '../../../src/adapters/git/create-git.ts';
import type { FoundSubmodule, TreeLimits } from '../../../src/adapters/git/git.ts';
import { GitError } from '../../../src/adapters/git/git-error.ts';
import { type GitServer, type ServedRepository, startGitServer } from '../../support/git-server.ts';

const git = createGit({ allowedHosts: ['127.0.0.1'], ownPorts: [], isFileAllowed: false });

describe('the checkout of a commit', () => {
  let root: string;
  let server: GitServer;
  let repository: ServedRepository;

  const fetched = async (commitSha: string) => {
    await git.fetchCommit({
      url: repository.url,
      credential: null,
      ref: { kind: 'commit', name: commitSha },
      directory: join(root, 'store'),
      limits: { sizeBytes: 50_000_000, timeMs: 20_000 },
    });
    return { directory: join(root, 'store'), commitSha };
  };
  const tarOf = async (
    commitSha: string,
    limits: Partial<TreeLimits> = {},
    warnings: string[] = [],
    submodules: FoundSubmodule[] = [],
  ): Promise<Buffer> =>
    buffer(
      git.createCheckoutTar({
        ...(await fetched(commitSha)),
        limits,
        onWarning: (warning) => warnings.push(warning),
        onSubmodule: (submodule) => submodules.push(submodule),
      }),
    );
  const failure = async (promise: Promise<unknown>): Promise<GitError> => {
    const error: unknown = await promise.catch((caught: unknown) => caught);
    if (!(error instanceof GitError)) throw new Error(`expected a GitError, got ${String(error)}`);
    return error;
  };
  /** Trees as no git would make them: mode, name and SHA of each entry. */
  const commitRawTree = async (
    entries: readonly (readonly [mode: string, name: string | Buffer, sha: string])[],
  ): Promise<string> => {
    const raw = Buffer.concat(
      entries.flatMap(([mode, name, sha]) => [
        Buffer.from(`${mode} `),
        Buffer.from(name),
        Buffer.alloc(1),
        Buffer.from(sha, 'hex'),
      ]),
    );
    const tree = await repository.git(['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'], raw);
    const sha = await repository.git(['commit-tree', '-m', 'raw', tree]);
    await repository.git(['update-ref', 'refs/heads/raw', sha]);
    return sha;
  };
  const blob = (content: string) => repository.git(['hash-object', '-w', '--stdin'], content);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'git-test-'));
    server = await startGitServer();
    repository = await server.createRepository('demo');
  });
  afterEach(async () => {
    await server.close();
    await rm(root, { recursive: true, force: true });
  });

  it('holds files, modes, links and long names, as tar extracts them', async () => {
    const long = `${'folder-name/'.repeat(20)}${'f'.repeat(150)}.txt`;
    const sha = await repository.commit(
      {
        'PANDIUM.yaml': 'version: 1',
        'bin/run': { executable: true, content: '#!/bin/sh' },
        link: { symlink: '../outside' },
        'long-link': { symlink: 'x/'.repeat(100) },
        [long]: 'long',
        empty: '',
        ümlaut: 'ü',
        'exactly-512': 'x'.repeat(512),
      },
      'files',
    );
    const checkout = spawnSync('tar', ['-x', '-C', root], { input: await tarOf(sha) });
    expect(checkout.stderr.toString()).to.equal('');
    expect(checkout.status).to.equal(0);
    expect(readFileSync(join(root, 'PANDIUM.yaml'), 'utf8')).to.equal('version: 1');
    expect((await stat(join(root, 'PANDIUM.yaml'))).mode & 0o777).to.equal(0o644);
    expect((await stat(join(root, 'bin/run'))).mode & 0o777).to.equal(0o755);
    expect(await readlink(join(root, 'link'))).to.equal('../outside');
    expect(await readlink(join(root, 'long-link'))).to.equal('x/'.repeat(100));
    expect(readFileSync(join(root, long), 'utf8')).to.equal('long');
    expect(readFileSync(join(root, 'empty'), 'utf8')).to.equal('');
    expect(readFileSync(join(root, 'ümlaut'), 'utf8')).to.equal('ü');
    expect(readFileSync(join(root, 'exactly-512'), 'utf8')).to.have.length(512);
  });

  it('is the same to the byte each time, and another reader of tars understands it', async () => {
    const sha = await repository.commit({ 'a/b': '1', 'a/c': '2', d: '3' }, 'files');
    const [one, two] = [await tarOf(sha), await tarOf(sha)];
    expect(one.equals(two)).to.equal(true);
    const reader = extract();
    reader.end(one);
    const names: string[] = [];
    for await (const entry of reader) {
      names.push(`${entry.header.type} ${entry.header.name} ${entry.header.mtime?.toISOString()}`);
      entry.resume();
    }
    const time = '2000-01-01T00:00:00.000Z';
    expect(names).to.deep.equal([`directory a/ ${time}`, `file a/b ${time}`, `file a/c ${time}`, `file d ${time}`]);
  });

  it('leaves submodules out and names them, and warns of LFS pointers', async () => {
    const sha = await repository.commit(
      {
        'sub/module': { submodule: 'a'.repeat(40) },
        'big.bin': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
      },
      'files',
    );
    const warnings: string[] = [];
    const submodules: FoundSubmodule[] = [];
    const listing = spawnSync('tar', ['-t'], { input: await tarOf(sha, {}, warnings, submodules) }).stdout.toString();
    expect(listing).to.equal('big.bin\nsub/\n');
    expect(submodules).to.deep.equal([{ path: 'sub/module', commitSha: 'a'.repeat(40) }]);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/1 files are Git LFS pointers/);
  });

  it('keeps names that are no UTF-8, byte by byte', async () => {
    const name = Buffer.from([0x66, 0xff, 0xfe, 0x2e, 0x6a, 0x73]);
    const sha = await commitRawTree([['100644', name, await blob('x')]]);
    expect((await tarOf(sha)).subarray(0, name.length).equals(name)).to.equal(true);
  });

  for (const name of ['..', '.', '.git', '.GIT', 'git~1', '.git::$INDEX_ALLOCATION', '.g\u200cit', 'a/b', '/etc']) {
    it(`refuses a tree with the name ${JSON.stringify(name)}, and names the path`, async () => {
      const inner = await blob('x');
      const sha = await commitRawTree([['100644', name, inner]]);
      const error = await failure(tarOf(sha));
      expect(error).to.include({ code: 'git_hostile_tree', step: 'repository' });
      expect(error.message).to.include(JSON.stringify(name));
    });
  }

  it('refuses a link and a folder of the same name, unknown modes and links to nowhere', async () => {
    const file = await blob('x');
    const target = await blob('/etc');
    const folder = await repository.git(['mktree'], `100644 blob ${file}\tpasswd\n`);
    const trees = [
      [
        ['120000', 'a', target],
        ['40000', 'a', folder],
      ],
      [
        ['100644', 'a', file],
        ['100644', 'a', file],
      ],
      [['100600', 'a', file]],
      [['60000', 'device', file]],
      [['120000', 'a', await blob('')]],
    ] as const;
    for (const tree of trees) {
      const error = await failure(tarOf(await commitRawTree(tree)));
      expect(error, JSON.stringify(tree)).to.include({ code: 'git_hostile_tree' });
    }
  });

  it('refuses more files and more bytes than its limits', async () => {
    const sha = await repository.commit({ a: 'x'.repeat(600), b: 'y'.repeat(600), c: 'z' }, 'files');
    expect((await failure(tarOf(sha, { entries: 2 }))).message).to.match(/more than 2 files/);
    expect(await failure(tarOf(sha, { totalBytes: 1000 }))).to.include({ step: 'size' });
    expect(await failure(tarOf(sha, { fileBytes: 599 }))).to.include({ step: 'size' });
    expect((await tarOf(sha, { entries: 3, totalBytes: 1201, fileBytes: 600 })).length).to.be.greaterThan(1201);
  });

  it('refuses a bomb of folders that hold each other many times', async () => {
    let tree = await repository.git(['mktree'], `100644 blob ${await blob('x')}\tfile\n`);
    for (let level = 0; level < 12; level += 1) {
      const lines = Array.from({ length: 10 }, (_, index) => `040000 tree ${tree}\tf${index}\n`);
      tree = await repository.git(['mktree'], lines.join(''));
    }
    const sha = await repository.git(['commit-tree', '-m', 'bomb', tree]);
    await repository.git(['update-ref', 'refs/heads/bomb', sha]);
    expect(await failure(tarOf(sha, { entries: 5_000 }))).to.include({ step: 'size' });
  });

  it('reads single files from objects: none, a folder, a link, a path that leaves the tree', async () => {
    const sha = await repository.commit(
      { 'a/PANDIUM.yaml': 'yes', link: { symlink: 'a/PANDIUM.yaml' }, big: 'x'.repeat(100) },
      'files',
    );
    const at = await fetched(sha);
    const read = async (path: string) => (await git.readFile({ ...at, path, maxBytes: 50 }))?.toString() ?? null;
    expect(await read('a/PANDIUM.yaml')).to.equal('yes');
    expect(await read('absent')).to.equal(null);
    expect(await read('a')).to.equal(null);
    expect(await read('link/x')).to.equal(null);
    expect((await failure(read('link'))).message).to.match(/is a symbolic link/);
    expect(await failure(read('big'))).to.include({ step: 'size' });
    for (const path of ['../a', '/etc/passwd', 'a/../a', '', 'a//b', 'a\0']) {
      const error: unknown = await read(path).catch((caught: unknown) => caught);
      expect(error, path).to.have.property('code', 'invalid_input');
    }
  });

  it('finds regular files by their names, and knows the same contents by the same object', async () => {
    const sha = await repository.commit(
      {
        'lock.json': '1',
        'a/lock.json': '1',
        'a/lock.json.old': '1',
        'b/lock.json/file': '1',
        'c/lock.json': { symlink: '../lock.json' },
        'd/lock.json': '2',
      },
      'files',
    );
    const at = { ...(await fetched(sha)), name: /^lock\.json$/ };
    const found = await git.findFiles(at);
    expect(found.map(({ path }) => path)).to.deep.equal(['a/lock.json', 'd/lock.json', 'lock.json']);
    expect(found[0]?.sha).to.equal(found[2]?.sha);
    expect(found[0]?.sha).to.not.equal(found[1]?.sha);
    expect(await git.findFiles({ ...at, most: 1 })).to.have.lengthOf(1);
  });
});
