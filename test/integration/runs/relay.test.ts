import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { Relay } from '../../../src/app/runs/relay.ts';
import { useRunQueue, WIDE_CAPS } from '../../support/run-queue.ts';

describe('the relay', () => {
  const queue = useRunQueue();

  /** Without its beat: what it does, it was woken for. */
  function makeRelay(pass: () => Promise<void>): Relay {
    return new Relay({
      ...{ db: queue.db, caps: WIDE_CAPS, schemas: queue.schemas, startRun: async () => undefined, morePasses: [pass] },
      onError: (error) => {
        throw error;
      },
    });
  }

  it('does everything at once where it is woken for more than runs', async () => {
    const passed = Promise.withResolvers<void>();
    const relay = makeRelay(async () => passed.resolve());
    relay.wakeAll();
    await passed.promise;
    await relay.stop();
  });

  it('does it again where it is woken in the middle of it, however often, and not after its stop', async () => {
    let count = 0;
    const [begun, goOn, again] = [1, 2, 3].map(() => Promise.withResolvers<void>());
    const relay = makeRelay(async () => {
      count += 1;
      if (count > 1) return again?.resolve();
      begun?.resolve();
      await goOn?.promise;
    });
    relay.wakeAll();
    await begun?.promise;
    relay.wakeAll();
    relay.wakeAll();
    goOn?.resolve();
    await again?.promise;
    await relay.stop();
    relay.wakeAll();
    await turn();
    expect(count).to.equal(2);
  });

  it('comes to it where it is woken while it admits runs', async () => {
    const passed = Promise.withResolvers<void>();
    const relay = makeRelay(async () => passed.resolve());
    relay.wake();
    relay.wakeAll();
    await passed.promise;
    await relay.stop();
  });
});
