import { spawn, spawnSync } from 'node:child_process';
import { hash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import type { ArtifactDigest, ArtifactStore, StoredArtifact } from '../../../src/adapters/artifacts/artifact-store.ts';
import { createLocalArtifactStore } from '../../../src/adapters/artifacts/local-artifact-store.ts';
import { AppError } from '../../../src/errors/app-error.ts';

const codeOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

const listed = async (store: ArtifactStore): Promise<StoredArtifact[]> => {
  const all: StoredArtifact[] = [];
  for await (const one of store.list()) all.push(one);
  return all;
};

describe('the local artifact store', () => {
  let folder: string;
  let store: ArtifactStore;
  const staged = () => readdir(join(folder, 'staging'));
  const fileOf = (digest: string) => join(folder, 'sha256', digest.slice(7, 9), `${digest.slice(7)}.tar.zst`);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'artifacts-'));
    store = await createLocalArtifactStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives back what was put, under the digest of the stored bytes', async () => {
    const content = randomBytes(3_000_000);
    const { digest, sizeBytes } = await store.put(Readable.from([content.subarray(0, 10), content.subarray(10)]));
    const file = await readFile(fileOf(digest));
    expect(file.length).to.equal(sizeBytes);
    expect(digest).to.equal(`sha256:${hash('sha256', file)}`);
    expect((await buffer(await store.open(digest))).equals(content)).to.equal(true);
    expect(await store.has(digest)).to.equal(true);
  });

  it('gives back the whole of it to a reader that takes its time', async () => {
    const random = randomBytes(2_000_000);
    const readBack = async (round: number): Promise<void> => {
      const pieces = Array.from({ length: 40 * (round + 1) }, (_, index) =>
        index % 2 === 0 ? random.subarray(0, 1_000 * (round + index + 1)) : Buffer.alloc(30_000, index),
      );
      const { digest } = await store.put(Readable.from(pieces));
      const chunks: Buffer[] = [];
      for await (const chunk of await store.open(digest)) {
        chunks.push(chunk as Buffer);
        if (chunks.length % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
      expect(Buffer.concat(chunks).equals(Buffer.concat(pieces)), `round ${round}`).to.equal(true);
    };
    await Promise.all(Array.from({ length: 12 }, (_, round) => readBack(round)));
  });

  it('stores an empty stream', async () => {
    const { digest } = await store.put(Readable.from([]));
    expect(await buffer(await store.open(digest))).to.have.length(0);
  });

  it('makes one artifact of the same content, put many times at once', async () => {
    const content = randomBytes(500_000);
    const stored = await Promise.all(Array.from({ length: 8 }, () => store.put(Readable.from([content]))));
    expect(new Set(stored.map((one) => one.digest))).to.have.length(1);
    expect(await listed(store)).to.deep.equal([stored[0]]);
    expect(await staged()).to.deep.equal([]);
  });

  it('leaves nothing of a stream that breaks', async () => {
    const broken = Readable.from(
      (async function* () {
        yield randomBytes(100_000);
        throw new Error('the build broke');
      })(),
    );
    expect(await codeOf(store.put(broken))).to.equal('Error: the build broke');
    expect(await listed(store)).to.deep.equal([]);
    expect(await staged()).to.deep.equal([]);
  });

  it('leaves nothing of a put that is aborted', async () => {
    const controller = new AbortController();
    const endless = Readable.from(
      (async function* () {
        for (let part = 0; ; part += 1) {
          if (part === 5) controller.abort();
          yield randomBytes(10_000);
        }
      })(),
    );
    expect(await codeOf(store.put(endless, { signal: controller.signal }))).to.match(/AbortError/);
    expect(await staged()).to.deep.equal([]);
  });

  it('refuses a tar over its limit', async () => {
    expect(await codeOf(store.put(Readable.from([Buffer.alloc(1001)]), { maxBytes: 1000 }))).to.equal(
      'artifact_too_large',
    );
    expect(await codeOf(store.put(Readable.from([Buffer.alloc(1000)]), { maxBytes: 1000 }))).to.equal('no error');
  });

  it('fails before the end of an artifact whose bytes were changed, cut or added to', async () => {
    const { digest } = await store.put(Readable.from([randomBytes(300_000)]));
    const good = await readFile(fileOf(digest));
    const changed = Buffer.from(good);
    changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
    const added = [Buffer.from('x'), good, Buffer.alloc(3_000_000)].map((more) => Buffer.concat([good, more]));
    for (const bad of [changed, good.subarray(0, -20), ...added, Buffer.alloc(0)]) {
      await writeFile(fileOf(digest), bad);
      expect(await codeOf(buffer(await store.open(digest)))).to.equal('artifact_corrupt');
    }
    await writeFile(fileOf(digest), good);
    expect(await codeOf(buffer(await store.open(digest)))).to.equal('no error');
  });

  it('notices another artifact under a digest, though that one is whole', async () => {
    const one = await store.put(Readable.from(['one']));
    const two = await store.put(Readable.from(['two']));
    await writeFile(fileOf(one.digest), await readFile(fileOf(two.digest)));
    expect(await codeOf(buffer(await store.open(one.digest)))).to.equal('artifact_corrupt');
  });

  it('heals a damaged artifact by putting it again', async () => {
    const { digest } = await store.put(Readable.from(['content']));
    await writeFile(fileOf(digest), 'damaged');
    await store.put(Readable.from(['content']));
    expect((await buffer(await store.open(digest))).toString()).to.equal('content');
  });

  it('says which artifact is missing, and removes twice without an error', async () => {
    const { digest } = await store.put(Readable.from(['content']));
    expect(await store.remove(digest)).to.equal(true);
    expect(await store.remove(digest)).to.equal(false);
    expect(await store.has(digest)).to.equal(false);
    expect(await codeOf(store.open(digest))).to.equal('artifact_missing');
  });

  it('makes no path of what is no digest', async () => {
    const evil = `sha256:../../${'a'.repeat(58)}` as ArtifactDigest;
    expect(await codeOf(store.open(evil))).to.equal('internal');
    expect(await codeOf(store.has(evil))).to.equal('internal');
  });

  it('leaves no artifact when its writer is killed in the middle, and sweeps what that left', async () => {
    const script = `
      import { createLocalArtifactStore } from ${JSON.stringify(import.meta.resolve('../../../src/adapters/artifacts/local-artifact-store.ts'))};
      import { Readable } from 'node:stream';
      import { hash, randomBytes } from 'node:crypto';
      const store = await createLocalArtifactStore(process.argv[1]);
      await store.put(Readable.from((async function* () {
        for (let part = 0; ; part += 1) {
          yield randomBytes(1_000_000);
          if (part === 20) process.stdout.write('half');
          if (part > 20) await new Promise((resolve) => setTimeout(resolve, 1000));
        }
      })()));`;
    const writer = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(writer.stdout, 'data');
    await createLocalArtifactStore(folder);
    expect(await staged(), 'a live writer keeps its file').to.have.length(1);
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    const after = await createLocalArtifactStore(folder);
    expect(await staged()).to.deep.equal([]);
    expect(await listed(after)).to.deep.equal([]);
  });

  it('says in one sentence that the disk is full', async function () {
    const disk = join(folder, 'disk');
    await mkdir(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
    if (mounted.status !== 0) {
      process.stdout.write('      skipped: mounting a small tmpfs needs root\n');
      this.skip();
    }
    try {
      const small = await createLocalArtifactStore(disk);
      expect(await codeOf(small.put(Readable.from([randomBytes(3_000_000)])))).to.equal('disk_full');
      expect(await readdir(join(disk, 'staging'))).to.deep.equal([]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});
