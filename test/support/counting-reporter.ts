import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { cwd, env } from 'node:process';
import Mocha from 'mocha';

/** Where `test/run.ts` wants to read the counts of a mocha process. */
export const SUMMARY_VARIABLE = 'HUBWRIGHT_TEST_SUMMARY';

export interface TestSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One text each: the file, the whole title, and the error with its stack. */
  readonly failures: readonly string[];
  /** What each outermost suite took with its hooks, in milliseconds. */
  readonly suites: readonly SuiteTime[];
}

export interface SuiteTime {
  readonly file: string;
  readonly milliseconds: number;
}

/** Mocha's own report, and its counts and failures written to a file at the end. */
class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const failed: string[] = [];
    const suites: SuiteTime[] = [];
    let beganAt = 0;
    runner.on(Mocha.Runner.constants.EVENT_SUITE_BEGIN, (suite: Mocha.Suite) => {
      if (suite.parent?.root) beganAt = performance.now();
    });
    runner.on(Mocha.Runner.constants.EVENT_SUITE_END, (suite: Mocha.Suite) => {
      if (suite.parent?.root) suites.push({ file: pathOf(suite.file), milliseconds: performance.now() - beganAt });
    });
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test, error) => failed.push(describeFailure(test, error)));
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const counts = { passed: passes, failed: failures, skipped: pending };
      const summary: TestSummary = { ...counts, failures: failed, suites };
      const file = env[SUMMARY_VARIABLE];
      if (file) writeFileSync(file, JSON.stringify(summary));
    });
  }
}

function describeFailure(test: Mocha.Runnable, error: unknown): string {
  const file = pathOf(test.file);
  return `${file === '' ? '' : `${file}: `}${test.fullTitle()}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** '' where it belongs to no file. */
function pathOf(file: string | undefined): string {
  return file === undefined ? '' : relative(cwd(), file);
}

// Mocha loads reporters with require() and takes the whole module for the class.
export { CountingReporter as 'module.exports' };
