import { expect } from 'chai';
import { type BuildFailure, nextBuildAttemptDelayMs } from '../../../src/domain/releases/build-failure.ts';

const failure = (fields: Partial<BuildFailure>): BuildFailure => ({
  step: 'build',
  class: 'platform',
  reason: 'worker_lost',
  exit_code: null,
  signal: null,
  message: 'It failed.',
  ...fields,
});

describe('nextBuildAttemptDelayMs', () => {
  it('tries a platform failure three times in all, with a growing delay', () => {
    expect([1, 2, 3].map((count) => nextBuildAttemptDelayMs(failure({}), count))).to.deep.equal([1000, 2000, null]);
  });

  it('tries again at once after a worker was shut down, however often', () => {
    expect(nextBuildAttemptDelayMs(failure({ reason: 'worker_shutdown' }), 9)).to.equal(0);
  });

  it('never tries again what the integration itself failed at', () => {
    expect(nextBuildAttemptDelayMs(failure({ class: 'integration' }), 1)).to.equal(null);
    expect(nextBuildAttemptDelayMs(failure({ class: 'timeout' }), 1)).to.equal(null);
  });
});
