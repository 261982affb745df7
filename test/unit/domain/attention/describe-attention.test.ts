import { expect } from 'chai';
import {
  ATTENTION_KINDS,
  type AttentionFacts,
  describeAttention,
} from '../../../../src/domain/attention/describe-attention.ts';
import { hubFailure } from '../../../../src/domain/runs/classify-exit.ts';
import { FAILURE_CLASSES, type PlatformReason } from '../../../../src/domain/runs/run-failure.ts';

const failing = (failures: number, failure = hubFailure('integration', 'It exited with code 1.')): AttentionFacts => {
  return { kind: 'failing', tenant: 'acme', failures, failure };
};
const FACTS: readonly AttentionFacts[] = [
  failing(3),
  { kind: 'init_failed', tenant: 'acme', error: 'It exited with code 1.' },
  { kind: 'held', tenant: 'acme' },
  { kind: 'reconnect', owner: 'acme', connector: 'shop' },
  { kind: 'waiting', tenant: 'acme', runId: 7, wait: 'no worker' },
  { kind: 'broken_build', integration: 'orders', release: 4, error: 'npm exited with code 1.' },
  { kind: 'unreachable_repository', integration: 'orders', error: 'The host name could not be resolved.' },
];

describe('what needs attention', () => {
  it('is told for every kind as one sentence with what to do', () => {
    expect(FACTS.map(({ kind }) => kind)).to.deep.equal(ATTENTION_KINDS);
    for (const facts of FACTS) expect(describeAttention(facts)).to.match(/^[^.]+: [^.]+\.$/);
  });

  it('counts the failures in a row and says what the last one was', () => {
    expect(describeAttention(failing(1))).to.equal(
      'The last run of acme failed (It exited with code 1): read its log and correct the integration.',
    );
    expect(describeAttention(failing(3))).to.match(/^The last 3 runs of acme failed/);
  });

  it('advises on each class of failure by itself', () => {
    const advice = FAILURE_CLASSES.map((one) => describeAttention(failing(1, hubFailure(one, 'It failed.'))));
    expect(new Set(advice).size).to.equal(FAILURE_CLASSES.length);
  });

  for (const [reason, advice] of [
    ['artifact_missing', /rebuild the release/],
    ['toolchain_missing', /rebuild the release/],
    ['storage_full', /free disk space/],
    ['worker_lost', /check the hub's workers/],
  ] as const satisfies readonly (readonly [PlatformReason, RegExp])[]) {
    it(`advises on ${reason}`, () => {
      expect(describeAttention(failing(1, hubFailure('platform', 'It failed.', reason)))).to.match(advice);
    });
  }

  it('says of a run that nothing holds back that it waits for a worker', () => {
    const facts = { kind: 'waiting', tenant: 'acme', runId: 7, wait: null } as const;
    expect(describeAttention(facts)).to.equal(describeAttention({ ...facts, wait: 'a worker' }));
  });
});
