import { expect } from 'chai';
import { hubFailure } from '../../../../src/domain/runs/classify-exit.ts';
import { DEFAULT_RETRY_POLICY, nextAttemptDelayMs } from '../../../../src/domain/runs/retry-policy.ts';
import { FAILURE_CLASSES, type FailureClass, type PlatformReason } from '../../../../src/domain/runs/run-failure.ts';

const delayMs = (failureClass: FailureClass, counted: number, reason: PlatformReason | null = null) =>
  nextAttemptDelayMs(DEFAULT_RETRY_POLICY, hubFailure(failureClass, 'It failed.', reason), counted);

describe('the retry policy', () => {
  for (const reason of ['worker_lost', 'lease_lost', 'sandbox_failed', 'storage_full', 'internal', null] as const) {
    it(`tries a platform failure (${reason}) three times in all`, () => {
      expect([1, 2, 3].map((counted) => delayMs('platform', counted, reason))).to.deep.equal([1000, 2000, null]);
    });
  }

  for (const reason of ['artifact_missing', 'toolchain_missing'] as const) {
    it(`does not try ${reason} again`, () => expect(delayMs('platform', 1, reason)).to.equal(null));
  }

  it('tries again at once after a shutdown, however often that happens', () => {
    expect([0, 1, 3, 50].map((counted) => delayMs('platform', counted, 'worker_shutdown'))).to.deep.equal([0, 0, 0, 0]);
  });

  for (const failureClass of FAILURE_CLASSES.filter((one) => one !== 'platform')) {
    it(`does not try ${failureClass} again by default`, () => expect(delayMs(failureClass, 1)).to.equal(null));
  }

  for (const failureClass of ['integration', 'timeout', 'oom', 'refresh'] as const) {
    it(`tries ${failureClass} again where the policy says so, and nothing else`, () => {
      const policy = { ...DEFAULT_RETRY_POLICY, [`${failureClass}Attempts`]: 2 };
      const delays = (one: FailureClass) =>
        [1, 2].map((counted) => nextAttemptDelayMs(policy, hubFailure(one, 'It failed.'), counted));
      expect(delays(failureClass)).to.deep.equal([1000, null]);
      for (const other of FAILURE_CLASSES.filter((one) => one !== 'platform' && one !== failureClass)) {
        expect(delays(other)).to.deep.equal([null, null]);
      }
    });
  }

  for (const failureClass of ['config_validation', 'metadata_validation'] as const) {
    it(`never tries ${failureClass} again`, () => {
      const eager = Object.fromEntries(Object.keys(DEFAULT_RETRY_POLICY).map((name) => [name, 10]));
      const failure = hubFailure(failureClass, 'It failed.');
      expect(nextAttemptDelayMs({ ...DEFAULT_RETRY_POLICY, ...eager }, failure, 1)).to.equal(null);
    });
  }

  it('keeps the back-offs of ten attempts within 60 s in all', () => {
    const policy = { ...DEFAULT_RETRY_POLICY, platformAttempts: 10 };
    const failure = hubFailure('platform', 'It failed.', 'worker_lost');
    const delays = Array.from({ length: 9 }, (_, at) => nextAttemptDelayMs(policy, failure, at + 1) ?? 0);
    expect(Math.max(...delays)).to.equal(6000);
    expect(delays.reduce((sum, delay) => sum + delay, 0)).to.be.at.most(60_000);
  });
});
