import { sqlState } from '../../src/db/database.ts';

export interface ErrorDescription {
  readonly name: string;
  /** Left out for errors of the database: their messages repeat statements and stored values. */
  readonly message?: string;
  readonly sqlState?: string;
  readonly frames: readonly string[];
}

const MAX_FRAMES = 12;

/** An error as it may stand in the log: where it arose, and nothing that people stored. */
export function describeCause(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const lines = (error.stack ?? '').split('\n');
  const frames = lines
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
  const state = sqlState(error);
  const isOfDatabase = /^[0-9A-Z]{5}$/.test(state) || /Exception$/.test(error.name);
  if (isOfDatabase) return { name: error.name, sqlState: state, frames };
  return { name: error.name, message: error.message, frames };
}
