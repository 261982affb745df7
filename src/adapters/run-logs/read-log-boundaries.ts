import type { Sql } from '../../db/sql.ts';
import type { LogSource } from './read-log.ts';

/** Where the lines of an attempt begin in the log of all of them. */
export interface LogBoundary {
  readonly number: number;
  readonly firstLine: number;
}

export function readLogBoundaries(sql: Sql, source: LogSource): Promise<LogBoundary[]> {
  const column = source.kind === 'run' ? 'run_id' : 'release_id';
  return sql.query<LogBoundary>(
    `select number, first_log_line as "firstLine" from attempts
     where ${column} = $1 and first_log_line is not null order by number`,
    [source.kind === 'run' ? source.runId : source.releaseId],
  );
}
