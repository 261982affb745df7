import { expect } from 'chai';
import { forEachConcurrently } from '../../../src/base/for-each-concurrently.ts';

describe('forEachConcurrently', () => {
  it('works on so many at the same time, in their order', async () => {
    let atOnce = 0;
    let most = 0;
    const begun: number[] = [];
    await forEachConcurrently([1, 2, 3, 4, 5], { atOnce: 2 }, async (item) => {
      begun.push(item);
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
    });
    expect(begun).to.deep.equal([1, 2, 3, 4, 5]);
    expect(most).to.equal(2);
  });

  it('begins nothing after an error, waits for what was begun, and throws the error', async () => {
    const gate = Promise.withResolvers<void>();
    const ended: number[] = [];
    const begun: number[] = [];
    const all = forEachConcurrently([1, 2, 3, 4], { atOnce: 2 }, async (item) => {
      begun.push(item);
      if (item === 2) throw new Error('second');
      await gate.promise;
      ended.push(item);
    }).catch((error: Error) => error.message);
    gate.resolve();
    expect(await all).to.equal('second');
    expect(begun).to.deep.equal([1, 2]);
    expect(ended).to.deep.equal([1]);
  });

  it('begins nothing once its signal is aborted', async () => {
    const aborting = new AbortController();
    const begun: number[] = [];
    await forEachConcurrently([1, 2, 3], { atOnce: 1, signal: aborting.signal }, async (item) => {
      begun.push(item);
      aborting.abort();
    });
    await forEachConcurrently([4], { atOnce: 1, signal: aborting.signal }, async (item) => void begun.push(item));
    expect(begun).to.deep.equal([1]);
  });
});
