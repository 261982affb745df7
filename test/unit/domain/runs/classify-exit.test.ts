import { expect } from 'chai';
import {
  classifyExit,
  describeDuration,
  hubFailure,
  type ObservedExit,
  type StopReason,
} from '../../../../src/domain/runs/classify-exit.ts';

const TEN_MINUTES_MS = 600_000;

const exit = (change: Partial<ObservedExit> = {}): ObservedExit => ({
  exitCode: 0,
  signal: null,
  isOutOfMemory: false,
  startFailure: null,
  ...change,
});

describe('what an exit means', () => {
  it('exit 0 is success', () => {
    expect(classifyExit(exit(), null, TEN_MINUTES_MS)).to.deep.equal({ kind: 'succeeded' });
  });

  for (const exitCode of [1, 2, 127, 255]) {
    it(`exit ${exitCode} is the integration's failure`, () => {
      expect(classifyExit(exit({ exitCode }), null, TEN_MINUTES_MS)).to.deep.equal({
        kind: 'failed',
        failure: {
          class: 'integration',
          reason: null,
          exit_code: exitCode,
          signal: null,
          message: `The integration exited with code ${exitCode}.`,
        },
      });
    });
  }

  const others: readonly (readonly [string, ObservedExit, StopReason, object])[] = [
    [
      'a signal that nobody of the hub sent is the integration’s failure',
      exit({ exitCode: null, signal: 'SIGSEGV' }),
      null,
      { class: 'integration', reason: null, signal: 'SIGSEGV', message: 'The integration was ended by SIGSEGV.' },
    ],
    [
      'neither code nor signal is the integration’s failure',
      exit({ exitCode: null }),
      null,
      { class: 'integration', reason: null, signal: null, message: 'The integration was ended by a signal.' },
    ],
    ['too much memory is oom, whatever the code', exit({ isOutOfMemory: true }), null, { class: 'oom', reason: null }],
    [
      'a sandbox that did not start is the platform’s failure',
      exit({ exitCode: null, startFailure: 'No cgroup.' }),
      null,
      { class: 'platform', reason: 'sandbox_failed', message: 'No cgroup.' },
    ],
    [
      'a sandbox that found no space is the full disk of the platform',
      exit({ exitCode: null, startFailure: 'write error: No space left on device.' }),
      null,
      { class: 'platform', reason: 'storage_full' },
    ],
    [
      'a process whose lease had run out is the platform’s failure',
      exit({ exitCode: null, signal: 'SIGKILL', isOverdue: true }),
      null,
      { class: 'platform', reason: 'lease_lost', signal: 'SIGKILL' },
    ],
    [
      'a process that had ended by itself before that is the integration’s failure',
      exit({ exitCode: 2, isOverdue: true }),
      null,
      { class: 'integration', exit_code: 2 },
    ],
    [
      'the time limit is timeout, also with exit 0',
      exit(),
      'timeout',
      { class: 'timeout', exit_code: 0, message: 'It was stopped at its time limit of 10 minutes.' },
    ],
    [
      'the time limit goes before memory',
      exit({ isOutOfMemory: true, exitCode: null, signal: 'SIGKILL' }),
      'timeout',
      { class: 'timeout', signal: 'SIGKILL' },
    ],
    [
      'a shutdown is the platform’s, also with exit 0',
      exit(),
      'shutdown',
      { class: 'platform', reason: 'worker_shutdown' },
    ],
  ];
  for (const [name, observed, stopReason, failure] of others) {
    it(name, () => {
      const outcome = classifyExit(observed, stopReason, TEN_MINUTES_MS);
      expect(outcome.kind).to.equal('failed');
      expect(outcome.kind === 'failed' && outcome.failure).to.include(failure);
    });
  }

  for (const observed of [exit(), exit({ exitCode: 1 }), exit({ exitCode: null, signal: 'SIGTERM' })]) {
    it(`a cancelled run is cancelled, whatever its exit (${observed.exitCode ?? observed.signal})`, () => {
      expect(classifyExit(observed, 'cancel', TEN_MINUTES_MS)).to.deep.equal({ kind: 'cancelled' });
    });
  }
});

describe('durations for people', () => {
  const durations: readonly (readonly [number, string])[] = [
    [60_000, '1 minute'],
    [600_000, '10 minutes'],
    [1_000, '1 second'],
    [45_000, '45 seconds'],
    [90_000, '90 seconds'],
  ];
  for (const [durationMs, text] of durations) {
    it(`${durationMs} ms are ${text}`, () => expect(describeDuration(durationMs)).to.equal(text));
  }
});

describe('a failure without a process', () => {
  it('has neither code nor signal', () => {
    expect(hubFailure('config_validation', 'It does not fit.')).to.deep.equal({
      class: 'config_validation',
      reason: null,
      exit_code: null,
      signal: null,
      message: 'It does not fit.',
    });
    expect(hubFailure('platform', 'Gone.', 'worker_lost').reason).to.equal('worker_lost');
  });
});
