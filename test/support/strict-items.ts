import { systemClock } from '../../src/base/jobs/clock.ts';
import { ItemBackoff } from '../../src/base/jobs/item-backoff.ts';
import { createItemRunner, type ItemRunner } from '../../src/base/jobs/item-runner.ts';

/** Runs items as a job does, for tests in which none may fail: the first error is thrown. */
export function strictItems(signal: AbortSignal = new AbortController().signal): ItemRunner {
  return createItemRunner({
    signal,
    backoff: new ItemBackoff(systemClock),
    onItemError: (error) => {
      throw error;
    },
  });
}
