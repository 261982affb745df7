import { AppError } from '../errors/app-error.ts';

/** The SQLSTATE of a PostgreSQL error, '' for others. */
export function sqlState(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Classes 08 (connection), 57 (shut down, starting up), 53 (resources) and socket errors mean: the database is away. */
export function toDatabaseError(error: unknown): unknown {
  const state = sqlState(error);
  const isAway =
    /^(08|57P|53)/.test(state) ||
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_)/.test(state) ||
    /Connection terminated|not queryable|timeout exceeded/.test(error instanceof Error ? error.message : '');
  return isAway ? new AppError('database_unavailable', 'The database does not answer.', { cause: error }) : error;
}
