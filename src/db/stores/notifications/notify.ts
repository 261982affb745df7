import { WAKE_JOBS_CHANNEL } from '../../../contracts/task-queues.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

const NOTIFY = statement(`select pg_notify($1, $2)`);

/** Sends `payload` to the listeners of the channel, once the transaction commits. */
export async function notify(sql: Sql, channel: string, payload = ''): Promise<void> {
  await sql.query(NOTIFY, [channel, payload]);
}

/** Wakes the jobs that admit runs, once the transaction commits. */
export async function notifyRunJobs(sql: Sql): Promise<void> {
  await notify(sql, WAKE_JOBS_CHANNEL);
}
