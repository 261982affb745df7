import type { Redactor } from '../../base/redaction/redactor.ts';
import type { FinishedAttempt } from './finish-attempt.ts';

/** Takes secrets out of everything that users see of an attempt; its state is data and stays. */
export function redactAttempt(redactor: Redactor, finished: FinishedAttempt): FinishedAttempt {
  const { outcome } = finished;
  return {
    ...finished,
    warnings: finished.warnings.map((warning) => redactor.text(warning)),
    outcome:
      outcome.kind === 'failed'
        ? { ...outcome, failure: { ...outcome.failure, message: redactor.text(outcome.failure.message) } }
        : outcome,
  };
}
