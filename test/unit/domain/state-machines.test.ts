import { expect } from 'chai';
import { RELEASE_TRANSITIONS } from '../../../src/domain/releases/release-state.ts';
import { INTEGRATION_TRANSITIONS } from '../../../src/domain/review/integration-state.ts';
import { ROUND_TRANSITIONS } from '../../../src/domain/review/round-state.ts';
import { ROLLOUT_TRANSITIONS } from '../../../src/domain/rollouts/rollout-state.ts';
import { ATTEMPT_TRANSITIONS } from '../../../src/domain/runs/attempt-state.ts';
import { RUN_TRANSITIONS } from '../../../src/domain/runs/run-phase.ts';
import { canTransition, isFinal, type TransitionTable } from '../../../src/domain/state-machine.ts';
import { TENANT_TRANSITIONS } from '../../../src/domain/tenants/tenant-state.ts';

/** Each machine with every move that it allows; all others are forbidden. */
const MACHINES: readonly (readonly [name: string, table: TransitionTable<string>, allowed: readonly string[]])[] = [
  [
    'a run',
    RUN_TRANSITIONS,
    ['queued > running', 'queued > cancelled', 'running > succeeded', 'running > failed', 'running > cancelled'],
  ],
  [
    'an attempt',
    ATTEMPT_TRANSITIONS,
    [
      'leased > running',
      'leased > succeeded',
      'leased > failed',
      'leased > cancelled',
      'running > succeeded',
      'running > failed',
      'running > cancelled',
    ],
  ],
  [
    'a release',
    RELEASE_TRANSITIONS,
    [
      'queued > building',
      'queued > failed',
      'queued > cancelled',
      'building > ready',
      'building > failed',
      'building > cancelled',
    ],
  ],
  ['a tenant', TENANT_TRANSITIONS, ['active > paused', 'active > archived', 'paused > active', 'paused > archived']],
  [
    'an integration',
    INTEGRATION_TRANSITIONS,
    [
      'draft > in_review',
      'draft > published',
      'in_review > changes_requested',
      'in_review > published',
      'in_review > rejected',
      'in_review > withdrawn',
      'changes_requested > in_review',
      'changes_requested > withdrawn',
      'withdrawn > in_review',
      'published > in_review',
    ],
  ],
  [
    'a rollout',
    ROLLOUT_TRANSITIONS,
    [
      'queued > running',
      'queued > paused',
      'queued > aborted',
      'queued > rolling_back',
      'queued > superseded',
      'running > paused',
      'running > halted',
      'running > completed',
      'running > aborted',
      'running > rolling_back',
      'running > superseded',
      'paused > running',
      'paused > aborted',
      'paused > rolling_back',
      'paused > superseded',
      'halted > running',
      'halted > aborted',
      'halted > rolling_back',
      'halted > superseded',
      'completed > rolling_back',
      'aborted > rolling_back',
      'rolling_back > rolled_back',
    ],
  ],
  [
    'a review round',
    ROUND_TRANSITIONS,
    ['open > changes_requested', 'open > published', 'open > rejected', 'open > withdrawn'],
  ],
];

for (const [name, table, allowed] of MACHINES) {
  describe(`the states of ${name}`, () => {
    const states = Object.keys(table);

    for (const from of states) {
      for (const to of states) {
        const isAllowed = allowed.includes(`${from} > ${to}`);
        it(`${isAllowed ? 'allow' : 'forbid'} ${from} to ${to}`, () => {
          expect(canTransition(table, from, to)).to.equal(isAllowed);
        });
      }
    }

    it('lead only to states that exist', () => {
      expect(states).to.include.members(Object.values(table).flat());
    });

    it('are final where nothing is allowed any more', () => {
      const open = new Set(allowed.map((move) => move.split(' ')[0]));
      expect(states.filter((state) => isFinal(table, state))).to.deep.equal(states.filter((state) => !open.has(state)));
    });
  });
}
