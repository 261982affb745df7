import { AppError } from '../errors/app-error.ts';

/**
 * Guards an edit that was made looking at an older version; null = the caller does not care.
 * @throws AppError precondition_failed
 */
export function checkVersion(modifiedAt: Date, expected: Date | null): void {
  if (expected === null || expected.getTime() === modifiedAt.getTime()) return;
  throw new AppError(
    'precondition_failed',
    'Somebody else changed this in the meantime; read it again and redo the edit.',
  );
}
