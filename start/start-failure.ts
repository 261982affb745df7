import { errorText } from '../src/base/logging/describe-error.ts';
import { AppError } from '../src/errors/app-error.ts';

/** What stops a start; `message` is one plain sentence for the person who typed the command. */
export class StartFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartFailure';
  }
}

/** The sentence for an error of any origin: its own one for a StartFailure, a known cause or the first line for others. */
export function failureSentence(error: unknown): string {
  if (error instanceof StartFailure || error instanceof AppError) return error.message;
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ENOSPC') return 'The disk is full: free some space and start again.';
  if (code === 'EROFS') return 'The data folder lies on a read-only file system: choose another with --data-dir.';
  const message = errorText(error);
  return `The start failed: ${message.split('\n', 1)[0] ?? message}`;
}
