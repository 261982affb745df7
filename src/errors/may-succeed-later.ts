import { AppError } from './app-error.ts';

/** Returns whether a fenced write is worth repeating: the database was away, or its commit got no response. */
export function maySucceedLater(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'database_unavailable' || error.code === 'outcome_unknown');
}
