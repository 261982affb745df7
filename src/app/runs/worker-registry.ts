import type { Sql } from '../../db/database.ts';

export interface WorkerRegistration {
  readonly id: string;
  readonly hostname: string;
  readonly pid: number;
  readonly runSlots: number;
  readonly buildSlots: number;
  /** Driver, operating system, architecture, libc. */
  readonly platform: object;
  readonly toolchains: readonly object[];
}

/** Registers a worker with its slots, or beats its heart; the hub's slots are those of workers heard within 15 s. */
export async function registerWorker(sql: Sql, worker: WorkerRegistration): Promise<void> {
  await sql.query(
    `insert into workers (id, hostname, pid, run_slots, build_slots, platform, toolchains)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do update set heartbeat_at = clock_timestamp()`,
    [
      worker.id,
      worker.hostname,
      worker.pid,
      worker.runSlots,
      worker.buildSlots,
      JSON.stringify(worker.platform),
      JSON.stringify(worker.toolchains),
    ],
  );
}

const HEARTBEAT_MS = 5_000;

/** Registers a worker and beats its heart every 5 s; answers how to take it off the list. */
export async function keepRegistered(sql: Sql, worker: WorkerRegistration): Promise<() => Promise<void>> {
  await registerWorker(sql, worker);
  const timer = setInterval(() => void registerWorker(sql, worker).catch(() => {}), HEARTBEAT_MS);
  return async () => {
    clearInterval(timer);
    await removeWorker(sql, worker.id).catch(() => {});
  };
}

/** Its slots count no more; what runs goes on. */
export async function markWorkerDraining(sql: Sql, workerId: string): Promise<void> {
  await sql.query(`update workers set is_draining = true where id = $1`, [workerId]);
}

/** Takes a worker off the list, and those that were not heard for a day. */
async function removeWorker(sql: Sql, workerId: string): Promise<void> {
  await sql.query(`delete from workers where id = $1 or heartbeat_at < clock_timestamp() - interval '1 day'`, [
    workerId,
  ]);
}
