import { expect } from 'chai';
import { drainAttempts, leasedSubjects } from '../../../src/app/attempts/drain-attempts.ts';

const LONG_MS = 600_000;

describe('draining attempts', () => {
  /** Attempts that leave when they end, as those of an executor do. */
  function hold() {
    const live = new Map<
      number,
      { stop(reason: 'shutdown'): void; done: Promise<void>; end(): void; stops: string[] }
    >();
    const beginning = new Map<number, Promise<unknown>>();
    const begin = (id: number, isObedient = true) => {
      const { promise: done, resolve: end } = Promise.withResolvers<void>();
      const stops: string[] = [];
      const stop = (reason: 'shutdown'): void => {
        stops.push(reason);
        if (isObedient) end();
      };
      live.set(id, { stop, done, end, stops });
      void done.then(() => live.delete(id));
      return { end, stops };
    };
    return { live, beginning, begin };
  }

  it('waits for those that end by themselves, and stops none', async () => {
    const held = hold();
    const attempts = [held.begin(1), held.begin(2)];
    const drained = drainAttempts(held, { drainMs: LONG_MS, stopMs: LONG_MS });
    for (const { end } of attempts) end();
    await drained;
    expect(leasedSubjects(held)).to.deep.equal([]);
    expect(attempts.flatMap(({ stops }) => stops)).to.deep.equal([]);
  });

  it('stops the rest after the drain time, also what begins only then', async () => {
    const held = hold();
    const first = held.begin(1);
    const { promise, resolve } = Promise.withResolvers<void>();
    held.beginning.set(2, promise);
    const drained = drainAttempts(held, { drainMs: 0, stopMs: LONG_MS });
    await held.live.get(1)?.done;
    const second = held.begin(2);
    held.beginning.delete(2);
    resolve();
    await drained;
    expect(leasedSubjects(held)).to.deep.equal([]);
    expect([first.stops[0], second.stops[0]]).to.deep.equal(['shutdown', 'shutdown']);
  });

  it('gives up those whose end could not be waited for', async () => {
    const held = hold();
    const stuck = held.begin(1, false);
    held.begin(2);
    held.beginning.set(3, new Promise(() => {}));
    await drainAttempts(held, { drainMs: 0, stopMs: 20 });
    expect(leasedSubjects(held)).to.deep.equal([1, 3]);
    expect(stuck.stops[0]).to.equal('shutdown');
  });

  it('goes on where the lease of one could not be taken', async () => {
    const held = hold();
    const { promise, reject } = Promise.withResolvers<void>();
    held.beginning.set(1, promise);
    const drained = drainAttempts(held, { drainMs: LONG_MS, stopMs: LONG_MS });
    held.beginning.delete(1);
    reject(new Error('The database does not answer.'));
    await drained;
    expect(leasedSubjects(held)).to.deep.equal([]);
  });
});
