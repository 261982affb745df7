import { AppError } from '../errors/app-error.ts';

/**
 * Guards an edit that was made looking at other versions than the present one; null = the caller does not care.
 * @throws AppError precondition_failed
 */
export function checkVersion(modifiedAt: Date, expected: readonly Date[] | null): void {
  if (expected === null || expected.some((version) => version.getTime() === modifiedAt.getTime())) return;
  throw new AppError(
    'precondition_failed',
    'Somebody else changed this in the meantime; read it again and redo the edit.',
  );
}
