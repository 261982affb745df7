import { ERROR_CATALOGUE, type ErrorCode } from './catalogue.ts';

/** One issue in a piece of input: where it is (a JSON pointer) and what to do about it. */
export interface InputIssue {
  readonly pointer: string;
  readonly message: string;
}

export interface AppErrorOptions {
  readonly issues?: readonly InputIssue[];
  readonly cause?: unknown;
  readonly retryAfterSeconds?: number;
}

/** An error of the catalogue; `message` is one plain sentence for people and never holds a secret. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly InputIssue[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.issues = options.issues ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return ERROR_CATALOGUE[this.code].status;
  }

  get isRetryable(): boolean {
    return ERROR_CATALOGUE[this.code].isRetryable;
  }
}
