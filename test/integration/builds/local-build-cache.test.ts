import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import type { BuildCache, BuildCacheKey } from '../../../src/adapters/build-cache/build-cache.ts';
import { createLocalBuildCache } from '../../../src/adapters/build-cache/local-build-cache.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

const key = (lock: string, integrationId = 1): BuildCacheKey => ({
  integrationId,
  toolchain: 'a'.repeat(64),
  locks: lock.repeat(64),
});

describe('build caches in a folder', () => {
  let folder: string;
  let cache: BuildCache;

  beforeEach(async () => {
    folder = makeTestFolder('local-build-cache');
    cache = await createLocalBuildCache({ folder, limitBytes: 3_000_000, oneLimitBytes: 2_000_000 });
  });

  const attempt = (): string => makeTestFolder('attempt');
  const names = (): string[] => readdirSync(join(folder, '1')).sort();
  async function keep(of: BuildCacheKey, layers: string | Buffer | null): Promise<void> {
    const staged = await cache.stage(of, Readable.from(Buffer.from('downloads')), attempt());
    if (layers !== null) await staged.addLayers(Readable.from([Buffer.from(layers)]));
    await staged.commit();
  }
  async function layersOf(of: BuildCacheKey) {
    const found = await cache.find(of);
    if (found === null) throw new Error('there is no cache');
    const linked = await found.linkLayers(attempt());
    expect((await buffer(found.tar)).toString()).to.equal('downloads');
    return { ...linked, text: linked.path === null ? null : readFileSync(linked.path, 'utf8') };
  }

  it('give a build the layers as a file of its own, which outlives the cache', async () => {
    await keep(key('b'), 'layers');
    const { text, path, isDamaged } = await layersOf(key('b'));
    expect([text, isDamaged]).to.deep.equal(['layers', false]);
    await (await cache.find(key('b')))?.discard();
    expect(await cache.find(key('b'))).to.equal(null);
    expect(readFileSync(path ?? '', 'utf8')).to.equal('layers');
  });

  it('have no layers where none, or empty ones, were added', async () => {
    await keep(key('b'), null);
    await keep(key('c'), '');
    for (const lock of ['b', 'c']) {
      expect(await layersOf(key(lock))).to.deep.equal({ path: null, isDamaged: false, text: null });
    }
  });

  it('say that layers are damaged instead of giving them out', async () => {
    await keep(key('b'), 'layers');
    const name = names().find((one) => one.endsWith('.layers')) ?? '';
    writeFileSync(join(folder, '1', name), 'lAyers');
    expect(await layersOf(key('b'))).to.deep.equal({ path: null, isDamaged: true, text: null });
  });

  it('are replaced together with their layers', async () => {
    await keep(key('b'), 'old');
    await keep(key('b'), 'new');
    expect((await layersOf(key('b'))).text).to.equal('new');
    expect(names()).to.have.length(2);
    await keep(key('b'), null);
    expect((await layersOf(key('b'))).text).to.equal(null);
    expect(names()).to.have.length(1);
  });

  it('count and go with their layers, also those that a killed writer left alone', async () => {
    const orphan = `${'a'.repeat(64)}-${'f'.repeat(64)}.${'e'.repeat(64)}.layers`;
    mkdirSync(join(folder, '1'));
    writeFileSync(join(folder, '1', orphan), Buffer.alloc(1_000_000));
    expect(await cache.find(key('f'))).to.equal(null);
    for (const lock of ['b', 'c', 'd']) {
      await keep(key(lock), Buffer.alloc(1_400_000, lock));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(names().map((name) => name[65])).to.deep.equal(['c', 'c', 'd', 'd']);
  });

  it('refuse layers that are too large, and leave nothing to be found', async () => {
    const staged = await cache.stage(key('b'), Readable.from(Buffer.from('downloads')), attempt());
    const failure = await staged.addLayers(Readable.from([Buffer.alloc(2_000_001)])).catch((error: Error) => error);
    expect(String(failure)).to.match(/larger than the limit/);
    expect(await cache.find(key('b'))).to.equal(null);
  });
});
