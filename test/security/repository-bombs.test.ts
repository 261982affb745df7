import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { GitRef } from '../../src/adapters/git/git.ts';
import { createSourceReader, type SourceReader } from '../../worker/source-reader/create-source-reader.ts';
import { failure } from '../integration/git/fetch-harness.ts';
import { measureBusiestTurn } from '../support/busiest-turn.ts';
import { answerFetches, packLines, packOfEmptyBlobs } from '../support/crafted-packs.ts';
import { type GitServer, type GitServerOptions, startGitServer } from '../support/git-server.ts';
import { until } from '../support/until.ts';

const MIB = 1_048_576;
/** The hub's own thread is never busy with a repository for longer. */
const MAX_TURN_MS = 50;
const MAIN: GitRef = { kind: 'branch', name: 'main' };

describe('a repository that is made to harm the hub', function () {
  this.timeout(120_000);
  let root: string;
  const servers: GitServer[] = [];
  const readers: SourceReader[] = [];

  const serve = async (options: GitServerOptions = {}): Promise<GitServer> => {
    const server = await startGitServer(options);
    servers.push(server);
    return server;
  };
  const read = (git: object = {}, more: { memoryBytes?: number; checkoutTimeoutMs?: number } = {}): SourceReader => {
    const rules = { allowedHosts: ['127.0.0.1'], ownPorts: [], isFileAllowed: false, ...git };
    const reader = createSourceReader({ git: rules, size: 2, ...more });
    readers.push(reader);
    return reader;
  };
  const fetch = (reader: SourceReader, url: string, name = 'store', signal?: AbortSignal) =>
    reader.git.fetchCommit({
      ...{ url, ref: MAIN, credential: null, directory: join(root, name) },
      limits: { sizeBytes: 100 * MIB, timeMs: 60_000 },
      ...(signal === undefined ? {} : { signal }),
    });

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'bombs-'));
  });
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.close()));
    await Promise.all(servers.splice(0).map((server) => server.close()));
    await rm(root, { recursive: true, force: true });
  });

  for (const gitCommand of [null, 'git']) {
    it(`is refused by the number of its objects before one is parsed, ${gitCommand ?? 'without the'} command`, async () => {
      const pack = packOfEmptyBlobs(3_400_000);
      let sha = '';
      const server = await serve({
        intercept: answerFetches((response) => {
          for (const line of packLines(sha, pack)) response.write(line);
          response.end();
        }),
      });
      const repository = await server.createRepository('bomb');
      sha = await repository.commit({ a: '1' }, 'first');
      const reader = read({ gitCommand });
      const quiet = await (await serve()).createRepository('quiet', { a: '1' });
      const turn = measureBusiestTurn();
      const refused = failure(fetch(reader, repository.url));
      // Another partner's repository is read meanwhile as if nothing happened.
      expect(await fetch(reader, quiet.url, 'quiet')).to.have.property('commitSha');
      const error = await refused;
      expect(error).to.include({ step: 'size', code: 'git_too_large' });
      expect(error.message).to.match(/^The repository's commit has 3400000 objects, and \d+ are allowed\.$/);
      expect(turn.stop()).to.be.below(MAX_TURN_MS);
    });
  }

  it('ends at once when its build is cancelled, with everything that it started', async () => {
    const server = await serve({ intercept: answerFetches((response) => void response.write('0008NAK\n')) });
    const repository = await server.createRepository('endless');
    await repository.commit({ a: '1' }, 'first');
    // Other suites of this process have children of their own.
    const before = new Set(await childGroups());
    const reader = read();
    const stop = new AbortController();
    const fetching = fetch(reader, repository.url, 'store', stop.signal).catch((error: unknown) => error);
    await until('the fetch has begun', async () => server.requests.some((path) => path.endsWith('/git-upload-pack')));
    const started = (await childGroups()).filter((group) => !before.has(group));
    expect(started).not.to.deep.equal([]);
    const startedAtMs = performance.now();
    stop.abort(new Error('cancelled'));
    expect(await fetching).to.have.property('message', 'cancelled');
    expect(performance.now() - startedAtMs).to.be.below(500);
    await until('its processes have ended', async () => {
      const left = new Set(await childGroups());
      return started.every((group) => !left.has(group));
    });
  });

  it('is given up where its server drips', async () => {
    const timers: NodeJS.Timeout[] = [];
    const server = await serve({
      intercept: answerFetches((response) => {
        timers.push(setInterval(() => response.write('0005\x02'), 20));
      }),
    });
    const repository = await server.createRepository('drip');
    await repository.commit({ a: '1' }, 'first');
    const error = await failure(fetch(read({ slowestRate: { bytes: 4096, windowMs: 500 } }), repository.url));
    for (const timer of timers) clearInterval(timer);
    expect(error).to.include({ step: 'timeout', code: 'git_too_slow' });
    expect(error.message).to.match(/sent only \d+ bytes within/);
  });

  it('is refused where reading it takes too much memory or time, and the next one is read', async () => {
    const repository = await (await serve()).createRepository('wide');
    const blob = await repository.git(['hash-object', '-w', '--stdin'], 'x');
    const names = Array.from({ length: 120_000 }, (_, index) => `100644 blob ${blob}\t${index}-${'n'.repeat(60)}\n`);
    const tree = await repository.git(['mktree'], names.join(''));
    const commitSha = await repository.git(['commit-tree', '-m', 'wide', tree]);
    await repository.git(['update-ref', 'refs/heads/main', commitSha]);
    const turn = measureBusiestTurn();
    await fetch(read(), repository.url);
    const directory = join(root, 'store');

    const small = read({}, { memoryBytes: 220 * MIB });
    const tooLarge = await failure(drain(small.git.createCheckoutTar({ directory, commitSha })));
    expect(tooLarge).to.include({ code: 'git_too_large' });
    expect(tooLarge.message).to.match(/more memory than the hub allows/);
    expect(await small.git.readFile({ directory, commitSha, path: '7' }).catch(() => 'refused')).to.be.oneOf([
      null,
      'refused',
    ]);

    const tooSlow = await failure(
      drain(read({}, { checkoutTimeoutMs: 50 }).git.createCheckoutTar({ directory, commitSha })),
    );
    expect(tooSlow).to.include({ code: 'git_too_slow' });
    expect(tooSlow.message).to.match(/takes longer than the limit/);

    const reader = read();
    expect(await drain(reader.git.createCheckoutTar({ directory, commitSha }))).to.be.above(120_000 * 1024);
    expect(turn.stop()).to.be.below(MAX_TURN_MS);
  });

  it('is told by its manifest without the hub parsing it', async () => {
    const reader = read();
    const text = Buffer.from(
      `run: x\nbase: node\nconfigs:\n${Array.from({ length: 9_000 }, (_, i) => `  a${i}: [1]`).join('\n')}\n`,
    );
    const turn = measureBusiestTurn();
    const parsed = await reader.parseManifest(text, 'PANDIUM.yaml');
    expect(parsed.ok).to.be.oneOf([true, false]);
    expect(turn.stop()).to.be.below(MAX_TURN_MS);
  });
});

async function drain(tar: NodeJS.ReadableStream): Promise<number> {
  let sizeBytes = 0;
  for await (const chunk of tar) sizeBytes += (chunk as Buffer).length;
  return sizeBytes;
}

/** Process groups that this process has started and that live. */
async function childGroups(): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  const processes = stats.map((stat) => stat.slice(stat.lastIndexOf(')') + 2).split(' '));
  const own = new Set(
    processes.filter(([, parent]) => Number(parent) === process.pid).map(([, , group]) => Number(group)),
  );
  own.delete(Number(processes[pids.indexOf(String(process.pid))]?.[2]));
  return [...new Set(processes.map(([, , group]) => Number(group)))].filter((group) => own.has(group));
}
