import { type Client, ScheduleNotFoundError } from '@temporalio/client';
import { callTemporal } from './call-temporal.ts';

const RPC_TIMEOUT_MS = 5_000;

/** Schedules of version 0.1 for what background jobs do since: polling repositories, ticking due tenants. */
const RETIRED = ['poll-repositories', ...[0, 1, 2, 3].map((shard) => `dispatch-syncs:${shard}`)];

/** Removes the Schedules that older versions made for housekeeping. Returns how many there were. Safe to repeat. */
export async function removeRetiredSchedules(client: Client): Promise<number> {
  let count = 0;
  for (const scheduleId of RETIRED) if (await removeSchedule(client, scheduleId)) count += 1;
  return count;
}

/** Deletes a Schedule; false where there is none. */
export async function removeSchedule(client: Client, scheduleId: string): Promise<boolean> {
  try {
    await callTemporal(client, RPC_TIMEOUT_MS, () => client.schedule.getHandle(scheduleId).delete());
    return true;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}
