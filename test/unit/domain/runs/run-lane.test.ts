import { expect } from 'chai';
import {
  bundledMode,
  chooseNextRun,
  laneOf,
  type QueuedRun,
  type RunLane,
  type RunMode,
  type TriggerSource,
} from '../../../../src/domain/runs/run-lane.ts';

const queued = (id: number, lane: RunLane, minute: number): QueuedRun => ({
  id,
  lane,
  queuedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
});

describe('the lane of a trigger', () => {
  const lanes: readonly (readonly [TriggerSource, RunMode, RunLane])[] = [
    ['schedule', 'normal', 'schedule'],
    ['schedule', 'init', 'schedule'],
    ['hub', 'init', 'init'],
    ['marketplace', 'init', 'init'],
    ['hub', 'normal', 'other'],
    ['api', 'normal', 'other'],
    ['webhook', 'webhook', 'other'],
  ];
  for (const [source, mode, lane] of lanes) {
    it(`of ${source}, ${mode} is ${lane}`, () => expect(laneOf(source, mode)).to.equal(lane));
  }
});

describe('the mode of a bundle', () => {
  const modes: readonly (readonly [RunMode, RunMode, RunMode])[] = [
    ['webhook', 'webhook', 'webhook'],
    ['webhook', 'normal', 'normal'],
    ['normal', 'webhook', 'normal'],
    ['normal', 'normal', 'normal'],
    ['init', 'init', 'init'],
  ];
  for (const [present, added, mode] of modes) {
    it(`of ${present} with ${added} is ${mode}`, () => expect(bundledMode(present, added)).to.equal(mode));
  }
});

describe('the next run of a tenant', () => {
  const schedule = queued(1, 'schedule', 9);
  const init = queued(2, 'init', 5);
  const other = queued(3, 'other', 7);

  it('is none where nothing waits', () => expect(chooseNextRun([], 'other')).to.equal(null));

  it('is the schedule lane’s first', () => expect(chooseNextRun([init, other, schedule], null)).to.equal(schedule));

  it('is the oldest of the others after a scheduled one', () => {
    expect(chooseNextRun([schedule, other, init], 'schedule')).to.equal(init);
  });

  it('is the scheduled one also after a scheduled one where nothing else waits', () => {
    expect(chooseNextRun([schedule], 'schedule')).to.equal(schedule);
  });

  it('is the oldest where none is scheduled', () => expect(chooseNextRun([other, init], 'init')).to.equal(init));

  it('is the one with the lower id where two are of the same age', () => {
    expect(chooseNextRun([queued(8, 'rerun', 5), queued(4, 'other', 5)], null)?.id).to.equal(4);
  });

  it('starves neither lane', () => {
    const order: RunLane[] = [];
    let last: RunLane | null = null;
    for (let round = 0; round < 6; round += 1) {
      last = chooseNextRun([schedule, other], last)?.lane ?? null;
      if (last) order.push(last);
    }
    expect(order).to.deep.equal(['schedule', 'other', 'schedule', 'other', 'schedule', 'other']);
  });
});
