import { expect } from 'chai';
import { toPandiumStatus } from '../../../../src/domain/runs/pandium-status.ts';
import type { FailureClass } from '../../../../src/domain/runs/run-failure.ts';
import type { RunPhase } from '../../../../src/domain/runs/run-phase.ts';

const STATUSES: readonly (readonly [RunPhase, FailureClass | null, boolean, string])[] = [
  ['queued', null, false, 'Pending'],
  ['running', null, false, 'Pending'],
  ['running', null, true, 'Running'],
  ['succeeded', null, true, 'Succeeded'],
  ['cancelled', null, false, 'Cancelled'],
  ['failed', 'integration', true, 'Failed (Integration Issue)'],
  ['failed', 'oom', true, 'Failed (Integration Issue)'],
  ['failed', 'config_validation', false, 'Failed (Integration Issue)'],
  ['failed', 'refresh', false, 'Failed (Refresh)'],
  ['failed', 'platform', true, 'Failed (Platform Issue)'],
  ['failed', 'timeout', true, 'Failed (Timeout)'],
  ['failed', 'metadata_validation', true, 'Failed (Metadata Validation)'],
  ['failed', null, true, 'Failed (Platform Issue)'],
];

describe("the status in Pandium's words", () => {
  for (const [phase, failureClass, isStarted, status] of STATUSES) {
    it(`of ${phase}${isStarted ? ', started' : ''} ${failureClass ?? ''} is ${status}`, () => {
      expect(toPandiumStatus(phase, failureClass, isStarted)).to.equal(status);
    });
  }
});
