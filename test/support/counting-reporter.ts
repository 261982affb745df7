import { writeFileSync } from 'node:fs';
import { env } from 'node:process';
import Mocha from 'mocha';

/** Where `test/run.ts` wants to read the counts of a mocha process. */
export const SUMMARY_VARIABLE = 'HUBWRIGHT_TEST_SUMMARY';

export interface TestSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Mocha's own report, and its counts written to a file at the end. */
class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const summary: TestSummary = { passed: passes, failed: failures, skipped: pending };
      const file = env[SUMMARY_VARIABLE];
      if (file) writeFileSync(file, JSON.stringify(summary));
    });
  }
}

// Mocha loads reporters with require() and takes the whole module for the class.
export { CountingReporter as 'module.exports' };
