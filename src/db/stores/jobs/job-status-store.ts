import type { JobStatus } from '../../../base/jobs/job.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** Processes of a hub that run jobs: an API alone, a worker alone, or both in one. */
export const HUB_COMPONENTS = ['api', 'worker', 'hub'] as const;

export type HubComponent = (typeof HUB_COMPONENTS)[number];

export interface HubProcess {
  readonly id: string;
  readonly component: HubComponent;
  readonly hostname: string;
  readonly pid: number;
}

const UPSERT_PROCESS = statement(`
  insert into hub_processes (id, component, hostname, pid) values ($1, $2, $3, $4)
  on conflict (id) do update set heartbeat_at = clock_timestamp()`);

/** Records that the process lives. */
export async function upsertProcess(sql: Sql, { id, component, hostname, pid }: HubProcess): Promise<void> {
  await sql.query(UPSERT_PROCESS, [id, component, hostname, pid]);
}

const UPSERT_STATUSES = statement(`
  insert into job_statuses (process_id, job, interval_ms, is_running, last_started_at, last_duration_ms, last_error, last_error_at,
    failure_streak, run_count, items_done, items_failed, items_backed_off, next_run_at)
  select $1, s.name, s."intervalMs", s."isRunning", s."lastStartedAt", s."lastDurationMs", s."lastError"->>'message',
    (s."lastError"->>'at')::timestamptz, s."failureStreak", s."runCount", s."itemsDone", s."itemsFailed", s."itemsBackedOff", s."nextRunAt"
  from jsonb_to_recordset($2::jsonb) as s(name text, "intervalMs" int, "isRunning" boolean, "lastStartedAt" timestamptz,
    "lastDurationMs" int, "lastError" jsonb, "failureStreak" int, "runCount" bigint, "itemsDone" bigint, "itemsFailed" bigint,
    "itemsBackedOff" int, "nextRunAt" timestamptz)
  on conflict (process_id, job) do update set interval_ms = excluded.interval_ms, is_running = excluded.is_running,
    last_started_at = excluded.last_started_at, last_duration_ms = excluded.last_duration_ms, last_error = excluded.last_error,
    last_error_at = excluded.last_error_at, failure_streak = excluded.failure_streak, run_count = excluded.run_count,
    items_done = excluded.items_done, items_failed = excluded.items_failed, items_backed_off = excluded.items_backed_off,
    next_run_at = excluded.next_run_at`);

/** Records what a process says of its jobs. */
export async function upsertJobStatuses(sql: Sql, processId: string, statuses: readonly JobStatus[]): Promise<void> {
  await sql.query(UPSERT_STATUSES, [processId, JSON.stringify(statuses)]);
}

const DELETE_SILENT = statement(`
  delete from hub_processes where heartbeat_at < clock_timestamp() - interval '1 day' returning id`);

/** Deletes the processes that were not heard for a day. Returns how many. */
export async function deleteSilentProcesses(sql: Sql): Promise<number> {
  return (await sql.query(DELETE_SILENT)).length;
}

const DELETE_PROCESS = statement(`delete from hub_processes where id = $1`);

/** Deletes a process that ends, with what it said of its jobs. */
export async function deleteProcess(sql: Sql, processId: string): Promise<void> {
  await sql.query(DELETE_PROCESS, [processId]);
}

/** A job of a process, as it was last reported. */
export interface ReportedJob {
  readonly job: string;
  readonly processId: string;
  readonly component: HubComponent;
  readonly hostname: string;
  readonly pid: number;
  /** When the process was heard last, and whether it is still to be there. */
  readonly reportedAt: Date;
  readonly isLive: boolean;
  readonly intervalMs: number;
  readonly isRunning: boolean;
  readonly lastStartedAt: Date | null;
  readonly lastDurationMs: number | null;
  readonly lastError: string | null;
  readonly lastErrorAt: Date | null;
  readonly failureStreak: number;
  readonly runCount: number;
  readonly itemsDone: number;
  readonly itemsFailed: number;
  readonly itemsBackedOff: number;
  readonly nextRunAt: Date | null;
}

const LIST_JOBS = statement<ReportedJob>(`
  select s.job, s.process_id as "processId", p.component, p.hostname, p.pid, p.heartbeat_at as "reportedAt",
    p.heartbeat_at > clock_timestamp() - interval '30 seconds' as "isLive", s.interval_ms as "intervalMs", s.is_running as "isRunning",
    s.last_started_at as "lastStartedAt", s.last_duration_ms as "lastDurationMs", s.last_error as "lastError",
    s.last_error_at as "lastErrorAt", s.failure_streak as "failureStreak", s.run_count as "runCount", s.items_done as "itemsDone",
    s.items_failed as "itemsFailed", s.items_backed_off as "itemsBackedOff", s.next_run_at as "nextRunAt"
  from job_statuses s join hub_processes p on p.id = s.process_id
  order by s.job, p.started_at, s.process_id`);

/** Returns every job of every process. */
export function listJobs(sql: Sql): Promise<ReportedJob[]> {
  return sql.query(LIST_JOBS);
}
