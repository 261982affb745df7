import type { Sql } from '../../db/database.ts';
import type { RunFailure } from '../../domain/runs/run-failure.ts';

export interface AttemptResult {
  readonly state: 'succeeded' | 'failed' | 'cancelled';
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly failure: object | RunFailure | null;
  /** False where it doesn't count against the retry policy (a worker that was shut down). */
  readonly isCounted: boolean;
}

/** Ends a live attempt; false where it had ended already (then the caller has lost it and writes nothing). */
export async function closeAttempt(sql: Sql, attemptId: number, result: AttemptResult): Promise<boolean> {
  const rows = await sql.query<{ id: number }>(
    `update attempts set state = $2, finished_at = clock_timestamp(), exit_code = $3, signal = $4, failure = $5, is_counted = $6
     where id = $1 and finished_at is null returning id`,
    [
      attemptId,
      result.state,
      result.exitCode,
      result.signal,
      result.failure === null ? null : JSON.stringify(result.failure),
      result.isCounted,
    ],
  );
  return rows.length === 1;
}
