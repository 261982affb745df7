import { AppError } from '../../src/errors/app-error.ts';

/** The version of an object that people edit side by side. */
export function toEntityTag(modifiedAt: Date): string {
  return `"${modifiedAt.getTime()}"`;
}

/**
 * The version that the editor saw; null where the request names none or `*`.
 * @throws AppError precondition_failed where it is no tag of ours
 */
export function readIfMatch(header: string | undefined): Date | null {
  if (header === undefined || header.trim() === '*') return null;
  const match = /^"(\d{1,15})"$/.exec(header.trim());
  if (match) return new Date(Number(match[1]));
  throw new AppError('precondition_failed', 'If-Match has to be the ETag of the last answer.');
}
