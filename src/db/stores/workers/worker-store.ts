import type { Platform } from '../../../domain/toolchains/platform.ts';
import type { InstalledVersion } from '../../../domain/toolchains/resolve-base.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface WorkerRegistration {
  readonly id: string;
  readonly hostname: string;
  readonly pid: number;
  readonly runSlots: number;
  readonly buildSlots: number;
  /** Driver, operating system, architecture, libc. */
  readonly platform: Platform;
  readonly toolchains: readonly InstalledVersion[];
}

/** The condition that a row of `workers` is live: it sent a heartbeat within the last 15 s and is not draining. */
const IS_LIVE_WORKER = `heartbeat_at > clock_timestamp() - interval '15 seconds' and not is_draining`;

/** A scalar: how many runs the live workers can execute at once. */
export const LIVE_RUN_SLOTS = `(select coalesce(sum(run_slots), 0)::int from workers where ${IS_LIVE_WORKER})`;

const COUNT_LIVE_BUILD_SLOTS = statement<{ slots: number }>(`
  select coalesce(sum(build_slots), 0)::int as slots from workers where ${IS_LIVE_WORKER}`);

/** Returns how many builds the hub can execute at once: the slots of its live workers. */
export async function countLiveBuildSlots(sql: Sql): Promise<number> {
  const [row] = await sql.query(COUNT_LIVE_BUILD_SLOTS);
  return row?.slots ?? 0;
}

const UPSERT_WORKER = statement(`
  insert into workers (id, hostname, pid, run_slots, build_slots, platform, toolchains)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (id) do update set heartbeat_at = clock_timestamp(), toolchains = excluded.toolchains`);

/** Registers a worker with its slots; of one that is registered already, records the heartbeat and its toolchains. */
export async function upsertWorker(sql: Sql, worker: WorkerRegistration): Promise<void> {
  await sql.query(UPSERT_WORKER, [
    worker.id,
    worker.hostname,
    worker.pid,
    worker.runSlots,
    worker.buildSlots,
    JSON.stringify(worker.platform),
    JSON.stringify(worker.toolchains),
  ]);
}

export interface ListedWorker extends WorkerRegistration {
  readonly isLive: boolean;
  readonly isDraining: boolean;
  readonly startedAt: Date;
  readonly heartbeatAt: Date;
}

const LIST = statement<ListedWorker>(`
  select id, hostname, pid, run_slots as "runSlots", build_slots as "buildSlots", platform, toolchains, ${IS_LIVE_WORKER} as "isLive",
    is_draining as "isDraining", started_at as "startedAt", heartbeat_at as "heartbeatAt"
  from workers order by hostname, started_at, id`);

/** Returns every worker that was heard within the last day. */
export function listWorkers(sql: Sql): Promise<readonly ListedWorker[]> {
  return sql.query(LIST);
}

const MARK_DRAINING = statement(`update workers set is_draining = true where id = $1`);

/** Stops counting the worker's slots; what it executes goes on. */
export async function markWorkerDraining(sql: Sql, workerId: string): Promise<void> {
  await sql.query(MARK_DRAINING, [workerId]);
}

const DELETE_WORKER = statement(`
  delete from workers where id = $1 or heartbeat_at < clock_timestamp() - interval '1 day'`);

/** Deletes a worker, and those that sent no heartbeat for a day. */
export async function deleteWorker(sql: Sql, workerId: string): Promise<void> {
  await sql.query(DELETE_WORKER, [workerId]);
}

const FIND_LIVE_WORKER = statement(`select 1 from workers where ${IS_LIVE_WORKER} limit 1`);

export async function hasLiveWorker(sql: Sql): Promise<boolean> {
  return (await sql.query(FIND_LIVE_WORKER)).length > 0;
}
