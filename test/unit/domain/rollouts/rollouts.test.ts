import { expect } from 'chai';
import { checkSteps } from '../../../../src/domain/rollouts/check-steps.ts';
import { diffSchemas } from '../../../../src/domain/rollouts/diff-schemas.ts';
import { nextMove, type RolloutProgress } from '../../../../src/domain/rollouts/next-move.ts';
import { placeTenant } from '../../../../src/domain/rollouts/placement.ts';
import { type RolloutIdentity, resolveConflict } from '../../../../src/domain/rollouts/rollout-conflict.ts';
import { decideRollout, describeRefusal } from '../../../../src/domain/rollouts/rollout-decision.ts';

const PROGRESS: RolloutProgress = {
  state: 'running',
  isPlanned: true,
  total: 50,
  steps: [
    { percent: 5, bakeSeconds: 600 },
    { percent: 100, bakeSeconds: 0 },
  ],
  step: 0,
  nextPosition: 1,
  isInitDue: false,
  bakedMs: null,
  failureLimit: { percent: 10, minRuns: 2 },
  endedRuns: 0,
  failedRuns: 0,
};

describe('what a rollout does next', () => {
  const cases: readonly (readonly [name: string, Partial<RolloutProgress>, object])[] = [
    ['plans first', { isPlanned: false }, { do: 'plan' }],
    ['applies a begun step up to its end, at least one tenant', {}, { do: 'apply', from: 1, upTo: 3 }],
    ['queues init syncs before it bakes', { nextPosition: 4, isInitDue: true }, { do: 'init' }],
    ['begins to bake', { nextPosition: 4 }, { do: 'begin-bake' }],
    ['looks again while it bakes', { nextPosition: 4, bakedMs: 0 }, { do: 'bake', waitMs: 10_000 }],
    ['bakes no longer than it has to', { nextPosition: 4, bakedMs: 599_500 }, { do: 'bake', waitMs: 500 }],
    ['goes on to the next step', { nextPosition: 4, bakedMs: 600_000 }, { do: 'next-step' }],
    ['ends after the last step', { nextPosition: null, step: 1 }, { do: 'complete' }],
    ['ends after steps that nobody defined', { nextPosition: null, step: 9, steps: [] }, { do: 'complete' }],
    ['counts no runs before there are enough', { endedRuns: 1, failedRuns: 1 }, { do: 'apply', from: 1, upTo: 3 }],
    ['goes on at the limit', { endedRuns: 10, failedRuns: 1 }, { do: 'apply', from: 1, upTo: 3 }],
    [
      'halts above the limit',
      { endedRuns: 4, failedRuns: 1 },
      { do: 'halt', reason: '1 of 4 runs on the new release failed; 10 % are allowed.' },
    ],
    [
      'asks nothing of runs without a limit',
      { failureLimit: null, endedRuns: 4, failedRuns: 4 },
      { do: 'apply', from: 1, upTo: 3 },
    ],
    ['waits while it is paused', { state: 'paused' }, { do: 'wait' }],
    ['waits while it is halted', { state: 'halted' }, { do: 'wait' }],
    ['takes everything back', { state: 'rolling_back' }, { do: 'revert', upTo: 50 }],
    ['ends once it is final', { state: 'aborted' }, { do: 'end' }],
    ['ends where it is not its turn', { state: 'queued' }, { do: 'end' }],
  ];
  for (const [name, changes, expected] of cases) {
    it(name, () => expect(nextMove({ ...PROGRESS, ...changes })).to.deep.equal(expected));
  }
});

describe('a decision about a rollout', () => {
  it('changes nothing where it is so already', () => {
    expect(decideRollout('paused', 'pause')).to.equal('paused');
    expect(decideRollout('rolled_back', 'rollback')).to.equal('rolled_back');
  });
  it('leads on', () => {
    expect(decideRollout('running', 'pause')).to.equal('paused');
    expect(decideRollout('halted', 'resume')).to.equal('running');
    expect(decideRollout('halted', 'rollback')).to.equal('rolling_back');
    expect(decideRollout('queued', 'abort')).to.equal('aborted');
    expect(decideRollout('completed', 'rollback')).to.equal('rolling_back');
  });
  it('is refused where it does not fit', () => {
    expect(decideRollout('queued', 'resume')).to.equal(null);
    expect(decideRollout('completed', 'pause')).to.equal(null);
    expect(decideRollout('superseded', 'rollback')).to.equal(null);
    expect(describeRefusal('superseded')).to.match(/newer one/);
    expect(describeRefusal('aborted')).to.equal('The rollout is aborted.');
    expect(decideRollout('rolling_back', 'abort')).to.equal(null);
  });
});

describe('a new rollout beside an open one', () => {
  const one = (
    cause: RolloutIdentity['cause'],
    channel: string | null = null,
    kind: RolloutIdentity['kind'] = 'move',
  ) => ({
    ...{ cause, channel, kind },
    state: 'running' as const,
  });
  it('supersedes a move of the same channel, and of latest', () => {
    expect(resolveConflict(one('channel', 'Default'), one('channel', 'Default'))).to.equal('supersede');
    expect(resolveConflict(one('release'), one('release'))).to.equal('supersede');
  });
  it('waits for what came by itself, and where it comes by itself', () => {
    expect(resolveConflict(one('release'), one('channel', 'beta'))).to.equal('wait');
    expect(resolveConflict(one('channel', 'beta', 'gradual'), one('release'))).to.equal('wait');
    expect(resolveConflict({ ...one('release'), state: 'rolling_back' }, one('release'))).to.equal('wait');
  });
  it('is refused where people get in one another’s way', () => {
    expect(resolveConflict(one('channel', 'Default', 'gradual'), one('channel', 'Default'))).to.equal('refuse');
    expect(resolveConflict(one('bulk'), one('bulk'))).to.equal('refuse');
    expect(resolveConflict(one('channel', 'Default'), one('channel', 'beta'))).to.equal('refuse');
  });
});

describe('a tenant that a rollout reaches', () => {
  const tenant = {
    isArchived: false,
    releaseId: 1,
    channel: null,
    plannedChannel: null,
    plannedReleaseId: 1,
    fit: 'fits' as const,
  };
  it('is moved, or held where its configs would break', () => {
    expect(placeTenant(tenant, 2)).to.equal('moved');
    expect(placeTenant({ ...tenant, fit: 'breaks' }, 2)).to.equal('held');
    expect(placeTenant({ ...tenant, fit: 'unknown' }, 2)).to.equal('skipped');
    expect(placeTenant({ ...tenant, releaseId: 2 }, 2)).to.equal('moved');
    expect(placeTenant({ ...tenant, channel: 'beta', plannedChannel: 'beta', releaseId: 3 }, 2)).to.equal('moved');
  });
  it('is left alone where it is archived or a person has moved it', () => {
    expect(placeTenant({ ...tenant, isArchived: true }, 2)).to.equal('skipped');
    expect(placeTenant({ ...tenant, channel: 'Latest' }, 2)).to.equal('skipped');
    expect(placeTenant({ ...tenant, releaseId: 3 }, 2)).to.equal('skipped');
  });
});

describe('the steps of a gradual rollout', () => {
  const steps = (...percents: number[]) => percents.map((percent) => ({ percent, bakeSeconds: 0 }));
  it('rise up to all', () => {
    expect(checkSteps(steps(10, 50, 100))).to.equal(null);
    expect(checkSteps(steps(50, 50, 100))).to.match(/more tenants/);
    expect(checkSteps(steps(50))).to.match(/100/);
    expect(checkSteps([])).to.match(/100/);
  });
});

describe('the difference of two schemas', () => {
  const words = (before: object | null, after: object | null) =>
    diffSchemas(before as never, after as never).map((change) => change.words);
  const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

  it('is nothing where they are equal, in whatever order', () => {
    expect(diffSchemas(null, null)).to.deep.equal([]);
    expect(words({ a: [{ b: 1, c: 2 }] }, { a: [{ c: 2, b: 1 }] })).to.deep.equal([]);
  });
  it('tells fields that come and go', () => {
    expect(words(object({ old: { type: 'string' } }), object({ fresh: { type: 'string' } }))).to.deep.equal([
      'The field fresh is new.',
      'The field old is gone.',
    ]);
  });
  it('tells what is required', () => {
    expect(words(object({}, { required: ['a'] }), object({}, { required: ['b'] }))).to.deep.equal([
      'b becomes required; a is no longer required.',
    ]);
    expect(words(object({}, { required: ['a', 'b'] }), object({}, { required: ['b', 'a'] }))).to.deep.equal([
      'The order of what is required changes.',
    ]);
    expect(words(object({ a: { type: 'object' } }), object({ a: { type: 'object', required: ['x'] } }))).to.deep.equal([
      'x becomes required in a.',
    ]);
  });
  it('tells other changes with the field that they belong to', () => {
    const before = object({ size: { type: 'integer', minimum: 1, title: 'Size' } });
    const after = object(
      { size: { type: 'string', title: 'Size', enum: [{ x: 1 }, 'y'.repeat(200)] } },
      { title: 'T' },
    );
    expect(words(before, after)).to.deep.equal([
      `enum of size is now [{"x":1},"${'y'.repeat(107)}….`,
      'minimum of size is no longer set (it was 1).',
      'type of size changes from "integer" to "string".',
      'title of the schema is now "T".',
    ]);
  });
  it('looks into lists and objects', () => {
    expect(words({ a: [1, { b: 1 }] }, { a: [1, { b: 2 }] })).to.have.length(1);
    expect(words({ a: [{ b: 1 }] }, { a: [{ b: 1, c: 1 }] })).to.have.length(1);
    expect(words({ a: [{ b: 1 }] }, { a: [{ c: 1 }] })).to.have.length(1);
    expect(words({ a: [1] }, { a: [1, 2] })).to.have.length(1);
    expect(words({ a: [1] }, { a: { b: 1 } })).to.have.length(1);
  });
});
