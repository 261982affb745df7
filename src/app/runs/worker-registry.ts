import type { Sql } from '../../db/database.ts';
import { deleteWorker, upsertWorker, type WorkerRegistration } from '../../db/stores/workers/worker-store.ts';

const HEARTBEAT_MS = 5_000;

/** Registers a worker and sends its heartbeat every 5 s. Returns the function that deletes it again. */
export async function keepRegistered(sql: Sql, worker: WorkerRegistration): Promise<() => Promise<void>> {
  await upsertWorker(sql, worker);
  const timer = setInterval(() => void upsertWorker(sql, worker).catch(() => {}), HEARTBEAT_MS);
  return async () => {
    clearInterval(timer);
    await deleteWorker(sql, worker.id).catch(() => {});
  };
}
