import { writeSync } from 'node:fs';
import { describeError } from './describe-error.ts';

export interface ErrorLine {
  readonly component: string;
  readonly error: unknown;
  readonly message: string;
}

const STDERR = 2;

/** Writes an error to stderr as the hub's logger does; for processes that are too small for a logger, or about to end. */
export function writeErrorLine({ component, error, message }: ErrorLine): void {
  const line = { level: 'fatal', time: new Date().toISOString(), component, err: describeError(error), msg: message };
  try {
    writeSync(STDERR, `${JSON.stringify(line)}\n`);
  } catch {
    // Nobody reads it any more.
  }
}
