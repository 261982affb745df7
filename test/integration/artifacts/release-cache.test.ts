import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import type { ArtifactDigest, ArtifactStore } from '../../../src/adapters/artifacts/artifact-store.ts';
import { createLocalArtifactStore } from '../../../src/adapters/artifacts/local-artifact-store.ts';
import { ownedName } from '../../../src/adapters/artifacts/owned-name.ts';
import { createReleaseCache, type ReleaseCache, type Unpack } from '../../../src/adapters/artifacts/release-cache.ts';
import { measureBusiestTurn } from '../../support/busiest-turn.ts';

const MIB = 1_048_576;

/** Stands in for tar in the sandbox: the whole stream becomes one file. */
const unpack: Unpack = async (tar, directory) => writeFile(join(directory, 'content'), await buffer(tar));

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

describe('the release cache', () => {
  let root: string;
  let store: ArtifactStore;
  let cache: ReleaseCache;
  const folder = () => join(root, 'cache');
  const put = async (text: string, sizeBytes = 10): Promise<ArtifactDigest> =>
    (await store.put(Readable.from([text.padEnd(sizeBytes, '.')]))).digest;
  const lastUsed = (digest: string, seconds: number) =>
    utimes(join(folder(), 'releases', `${digest.replace(':', '-')}.json`), seconds, seconds);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'release-cache-'));
    store = await createLocalArtifactStore(join(root, 'artifacts'));
    cache = await createReleaseCache({ folder: folder(), store, limitBytes: 2.5 * MIB });
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('unpacks once for many runs at once', async () => {
    const digest = await put('one');
    let unpacked = 0;
    const counting: Unpack = async (tar, directory) => {
      unpacked += 1;
      await unpack(tar, directory);
    };
    const pins = await Promise.all(Array.from({ length: 10 }, () => cache.acquire(digest, counting)));
    expect(unpacked).to.equal(1);
    expect(new Set(pins.map((pin) => pin.directory))).to.have.length(1);
    expect(await readFile(join(pins[0]?.directory ?? '', 'content'), 'utf8')).to.equal('one.......');
  });

  it('counts files without a byte, and walks over them without holding up its process', async function () {
    this.timeout(60_000);
    const count = 60_000;
    const fill: Unpack = async (tar, directory) => {
      await unpack(tar, directory);
      const script = `for (1..${count}) { open my $file, ">", "$ARGV[0]/$_" or die $! }`;
      await once(spawn('perl', ['-e', script, directory]), 'exit');
    };
    const digest = await put('many');
    const turn = measureBusiestTurn();
    await cache.ensureUnpacked(digest, fill);
    await cache.remove(digest);
    expect(await exists(join(folder(), 'releases', digest.replace(':', '-')))).to.equal(false);
    const other = await put('other');
    const { directory } = await cache.acquire(other, fill);
    expect(turn.stop()).to.be.below(50);
    const { sizeBytes } = JSON.parse(await readFile(`${directory}.json`, 'utf8')) as { sizeBytes: number };
    expect(sizeBytes).to.be.at.least(count * 4096);
  });

  it('has no colon in its paths, which overlayfs would split at', async () => {
    expect(await cache.ensureUnpacked(await put('one'), unpack)).to.match(/\/sha256-[0-9a-f]{64}$/);
  });

  it('serves two caches over the same folder', async () => {
    const other = await createReleaseCache({ folder: folder(), store, limitBytes: MIB });
    const digest = await put('one');
    const directories = await Promise.all([cache.ensureUnpacked(digest, unpack), other.ensureUnpacked(digest, unpack)]);
    expect(directories[0]).to.equal(directories[1]);
    expect(await readdir(join(folder(), 'staging'))).to.deep.equal([]);
  });

  it('keeps nothing of an unpacking that failed, and tries again', async () => {
    const digest = await put('one');
    const failing: Unpack = async (_tar, directory) => {
      await writeFile(join(directory, 'half'), 'half');
      throw new Error('tar broke');
    };
    const message = await cache.acquire(digest, failing).catch((error: Error) => error.message);
    expect(message).to.equal('tar broke');
    expect(await readdir(join(folder(), 'staging'))).to.deep.equal([]);
    expect(await exists(join(await cache.ensureUnpacked(digest, unpack), 'half'))).to.equal(false);
  });

  it('does not serve a damaged artifact, even if unpack stopped reading before its end', async () => {
    const digest = await put('one', MIB);
    const file = join(root, 'artifacts/sha256', digest.slice(7, 9), `${digest.slice(7)}.tar.zst`);
    await writeFile(file, Buffer.concat([await readFile(file), Buffer.from('x')]));
    const early: Unpack = async (tar, directory) => {
      tar.once('readable', () => tar.read(1));
      await writeFile(join(directory, 'content'), 'x');
    };
    const error = await cache.acquire(digest, early).catch((caught: unknown) => caught);
    expect(error).to.have.property('code', 'artifact_corrupt');
  });

  it('evicts the longest unused first when another one is unpacked, until the rest fits', async () => {
    const digests = [await put('a', MIB), await put('b', MIB), await put('c', MIB)];
    const directories: string[] = [];
    for (const [index, digest] of digests.entries()) {
      directories.push(await cache.ensureUnpacked(digest, unpack));
      await lastUsed(digest, [200, 100, 300][index] ?? 0);
    }
    expect(await Promise.all(directories.map(exists))).to.deep.equal([true, false, true]);
    expect(await readdir(join(folder(), 'staging'))).to.deep.equal([]);
  });

  it('evicts none in use, and unpacks an evicted one again', async () => {
    const digests = [await put('a', MIB), await put('b', MIB), await put('c', MIB)];
    const pins = [];
    for (const digest of digests) pins.push(await cache.acquire(digest, unpack));
    await cache.evict();
    expect(await Promise.all(pins.map((pin) => exists(pin.directory)))).to.deep.equal([true, true, true]);
    await pins[1]?.release();
    await pins[1]?.release();
    await cache.evict();
    expect(await Promise.all(pins.map((pin) => exists(pin.directory)))).to.deep.equal([true, false, true]);
    const again = await cache.acquire(digests[1] as ArtifactDigest, unpack);
    expect(await exists(join(again.directory, 'content'))).to.equal(true);
  });

  it('respects the pins of another process while it lives, and drops them when it was killed', async () => {
    const digest = await put('a', 3 * MIB);
    const directory = await cache.ensureUnpacked(digest, unpack);
    const script = `
      import { createReleaseCache } from ${JSON.stringify(import.meta.resolve('../../../src/adapters/artifacts/release-cache.ts'))};
      const cache = await createReleaseCache({ folder: process.argv[1], store: { open: () => Promise.reject(new Error('unpacked already')) }, limitBytes: 1 });
      await cache.acquire(process.argv[2], () => Promise.reject(new Error('unpacked already')));
      process.stdout.write('pinned');
      setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script, folder(), digest], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    await cache.evict();
    expect(await exists(directory)).to.equal(true);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await cache.evict();
    expect(await exists(directory)).to.equal(false);
  });

  it('never hands out a directory that goes away, with uses and evictions at the same time', async () => {
    const digests = await Promise.all(['a', 'b', 'c', 'd'].map((text) => put(text, MIB)));
    const other = await createReleaseCache({ folder: folder(), store, limitBytes: MIB });
    let isDone = false;
    const evictions = (async () => {
      while (!isDone) await other.evict();
    })();
    const uses = digests.map(async (digest) => {
      for (let round = 0; round < 40; round += 1) {
        const pin = await cache.acquire(digest, unpack);
        expect((await stat(join(pin.directory, 'content'))).size).to.equal(MIB);
        await pin.release();
      }
    });
    await Promise.all(uses).finally(() => {
      isDone = true;
    });
    await evictions;
  });

  it('sweeps the staging of processes that died', async () => {
    await mkdir(join(folder(), 'staging', ownedName().replace(/~\d+~/, '~1~')));
    await createReleaseCache({ folder: folder(), store, limitBytes: MIB });
    expect(await readdir(join(folder(), 'staging'))).to.deep.equal([]);
  });
});
