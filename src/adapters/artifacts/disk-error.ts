import { AppError } from '../../errors/app-error.ts';

/** Turns a full disk (or quota) into the one sentence for it; other errors stay as they are. */
export function diskError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new AppError('disk_full', 'The disk that holds the artifacts is full: free some space and try again.', {
    cause: error,
  });
}
