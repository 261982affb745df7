import { AppError } from '../../errors/app-error.ts';
import { writeErrorLine } from '../logging/write-error-line.ts';
import { onUnhandledError } from './on-unhandled-error.ts';
import { endAsSignalled } from './until-signal.ts';

/** How long a process that an unhandled error ends may take for that, with the runs that it lets end. */
const END_MS = 60_000;

/**
 * Runs a process's main function, which returns the exit code. An error that people can do something about is one sentence on stderr, any
 * other is logged with its stack; both exit with 1. An error that nothing handles ends the process as SIGTERM does, with 1.
 */
export function runMain(component: string, main: () => Promise<number>): void {
  let hasFailed = false;
  onUnhandledError(component, () => {
    hasFailed = true;
    setTimeout(() => process.exit(1), END_MS).unref();
    if (!endAsSignalled()) process.exit(1);
  });
  main().then(
    // Explicit, because a forgotten handle must not keep the process.
    (code) => process.exit(hasFailed ? 1 : code),
    (error: unknown) => {
      if (error instanceof AppError) process.stderr.write(`${error.message}\n`);
      else writeErrorLine({ component, error, message: 'The process failed.' });
      process.exit(1);
    },
  );
}
