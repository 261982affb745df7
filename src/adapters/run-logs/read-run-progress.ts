import type { Sql } from '../../db/sql.ts';
import type { FailureClass } from '../../domain/runs/run-failure.ts';
import type { RunPhase } from '../../domain/runs/run-phase.ts';
import type { LogSource } from './read-log.ts';

/** How far a run and its log are. */
export interface RunProgress {
  readonly phase: RunPhase;
  readonly failureClass: FailureClass | null;
  readonly isStarted: boolean;
  readonly isFinal: boolean;
  /** True where every line of the log is stored. */
  readonly isLogComplete: boolean;
  /** True where its lines were removed with their day. */
  readonly isLogExpired: boolean;
  readonly log: LogSource;
}

interface ProgressRow {
  phase: RunPhase;
  failure_class: FailureClass | null;
  is_started: boolean;
  is_final: boolean;
  is_log_complete: boolean;
  is_log_expired: boolean;
  log_day: string | null;
}

/** Null where the run is not there (any more). */
export async function readRunProgress(sql: Sql, runId: number): Promise<RunProgress | null> {
  const [row] = await sql.query<ProgressRow>(
    `select phase, failure->>'class' as failure_class, started_at is not null as is_started,
       finished_at is not null as is_final, is_log_complete, log_day::text as log_day,
       log_day is not null and to_regclass(to_char(log_day, '"log_chunks_"YYYYMMDD')) is null as is_log_expired
     from runs where id = $1`,
    [runId],
  );
  if (!row) return null;
  return {
    phase: row.phase,
    failureClass: row.failure_class,
    isStarted: row.is_started,
    isFinal: row.is_final,
    isLogComplete: row.is_log_complete,
    isLogExpired: row.is_log_expired,
    log: { kind: 'run', runId, logDay: row.log_day },
  };
}
