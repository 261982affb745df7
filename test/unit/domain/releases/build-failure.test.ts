import { expect } from 'chai';
import { type BuildFailure, nextBuildAttemptDelayMs } from '../../../../src/domain/releases/build-failure.ts';

const failure = (failureClass: BuildFailure['class'], reason: string | null = null): BuildFailure => ({
  step: 'build',
  class: failureClass,
  reason,
  exit_code: null,
  signal: null,
  message: 'It failed.',
});

describe('the retries of a build', () => {
  it('are two where the platform failed', () => {
    const delays = [1, 2, 3].map((counted) => nextBuildAttemptDelayMs(failure('platform', 'worker_lost'), counted));
    expect(delays).to.deep.equal([1000, 2000, null]);
  });

  it('are not counted after a shutdown', () => {
    expect(nextBuildAttemptDelayMs(failure('platform', 'worker_shutdown'), 9)).to.equal(0);
  });

  for (const failureClass of ['integration', 'timeout', 'oom'] as const) {
    it(`are none where ${failureClass} is the cause`, () => {
      expect(nextBuildAttemptDelayMs(failure(failureClass), 1)).to.equal(null);
    });
  }
});
