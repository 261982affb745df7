import { expect } from 'chai';
import { SlotPool } from '../../../src/base/slot-pool.ts';

describe('SlotPool', () => {
  it('never gives out more than its size', () => {
    const pool = new SlotPool(2);
    expect([pool.tryTake(), pool.tryTake(), pool.tryTake()]).to.deep.equal([true, true, false]);
  });

  it('gives a freed slot to who asked first', async () => {
    const pool = new SlotPool(1);
    pool.tryTake();
    const order: string[] = [];
    const first = pool.take().then(() => order.push('first'));
    const second = pool.take().then(() => order.push('second'));
    pool.free();
    await first;
    expect(order).to.deep.equal(['first']);
    pool.free();
    await second;
    expect(order).to.deep.equal(['first', 'second']);
  });

  it('loses no slot to a waiter that gave up', async () => {
    const pool = new SlotPool(1);
    pool.tryTake();
    const gaveUp = new AbortController();
    const abandoned = pool.take(gaveUp.signal);
    const patient = pool.take();
    gaveUp.abort();
    expect(await abandoned).to.equal(false);
    pool.free();
    expect(await patient).to.equal(true);
    expect(pool.tryTake()).to.equal(false);
  });
});
