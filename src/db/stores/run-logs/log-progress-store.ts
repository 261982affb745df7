import type { ReleaseState } from '../../../domain/releases/release-state.ts';
import type { FailureClass } from '../../../domain/runs/run-failure.ts';
import type { RunPhase } from '../../../domain/runs/run-phase.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import type { LogSource } from './log-source.ts';

interface LogProgress {
  readonly isFinal: boolean;
  /** True where every line of the log is stored. */
  readonly isLogComplete: boolean;
  /** True where its lines were removed. */
  readonly isLogExpired: boolean;
}

export interface RunProgressRow extends LogProgress {
  readonly phase: RunPhase;
  readonly failureClass: FailureClass | null;
  readonly isStarted: boolean;
  readonly logDay: string | null;
}

const FIND_RUN_PROGRESS = statement<RunProgressRow>(`
  select phase, failure ->> 'class' as "failureClass", started_at is not null as "isStarted",
    finished_at is not null as "isFinal", is_log_complete as "isLogComplete", log_day::text as "logDay",
    log_day is not null and to_regclass(to_char(log_day, '"log_chunks_"YYYYMMDD')) is null as "isLogExpired"
  from runs where id = $1`);

export async function findRunProgress(sql: Sql, runId: number): Promise<RunProgressRow | null> {
  return (await sql.query(FIND_RUN_PROGRESS, [runId]))[0] ?? null;
}

export interface BuildProgressRow extends LogProgress {
  readonly state: ReleaseState;
}

const FIND_BUILD_PROGRESS = statement<BuildProgressRow>(`
  select state, finished_at is not null as "isFinal", is_log_complete as "isLogComplete",
    log_removed_at is not null as "isLogExpired"
  from releases where id = $1`);

export async function findBuildProgress(sql: Sql, releaseId: number): Promise<BuildProgressRow | null> {
  return (await sql.query(FIND_BUILD_PROGRESS, [releaseId]))[0] ?? null;
}

/** Where the lines of an attempt begin in the log of all of them. */
export interface LogBoundary {
  readonly number: number;
  readonly firstLine: number;
}

const findBoundariesOf = (column: string) =>
  statement<LogBoundary>(`
    select number, first_log_line as "firstLine" from attempts
    where ${column} = $1 and first_log_line is not null order by number`);

const FIND_BOUNDARIES = { run: findBoundariesOf('run_id'), build: findBoundariesOf('release_id') };

/** Returns where each attempt begins in the log, in their order. */
export function findLogBoundaries(sql: Sql, source: LogSource): Promise<LogBoundary[]> {
  return sql.query(FIND_BOUNDARIES[source.kind], [source.kind === 'run' ? source.runId : source.releaseId]);
}
