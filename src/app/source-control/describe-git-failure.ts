import { AppError } from '../../errors/app-error.ts';
import type { PollFailure } from './record-poll.ts';

const STEP_OF_CODE: Readonly<Record<string, string>> = {
  git_authentication: 'authentication',
  secret_unreadable: 'authentication',
  git_address_refused: 'connect',
  git_ref_not_found: 'branch',
  git_too_large: 'size',
  git_timeout: 'timeout',
};

/** Where reading a repository stopped and why, in one sentence without a secret. */
export function describeGitFailure(error: unknown): PollFailure {
  if (!(error instanceof AppError)) {
    return { step: 'repository', code: 'internal', message: 'The hub could not read it; its own log says why.' };
  }
  const step = 'step' in error && typeof error.step === 'string' ? error.step : STEP_OF_CODE[error.code];
  return { step: step ?? 'repository', code: error.code, message: error.message };
}
