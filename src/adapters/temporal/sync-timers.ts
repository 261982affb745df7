import {
  type Client,
  ScheduleAlreadyRunning,
  type ScheduleDescription,
  ScheduleNotFoundError,
  type ScheduleSummary,
} from '@temporalio/client';
import {
  type ListedTimer,
  SYNC_SCHEDULE_PREFIX,
  type SyncTimers,
  syncScheduleId,
  type TimerPlan,
} from '../../contracts/sync-timers.ts';
import { callTemporal, toTemporalError } from './call-temporal.ts';
import { removeSchedule } from './remove-retired-schedules.ts';
import { findDrift, toScheduleOptions } from './sync-schedule.ts';

const RPC_TIMEOUT_MS = 10_000;

/** Timers in Temporal: one Schedule for each tenant. */
export function createSyncTimers(client: Client): SyncTimers {
  const call = <Result>(work: () => Promise<Result>): Promise<Result> => callTemporal(client, RPC_TIMEOUT_MS, work);
  return {
    set: (plan) => call(() => setSchedule(client, plan)),
    remove: async (scheduleId) => void (await removeSchedule(client, scheduleId)),
    exists: (scheduleId) => call(async () => (await describe(client, scheduleId)) !== null),
    list: () => listTimers(client),
    check: (plan, now) =>
      call(async () => {
        const found = await describe(client, syncScheduleId(plan.tenantId));
        return found === null ? 'missing' : findDrift(found, plan, now);
      }),
  };
}

async function describe(client: Client, scheduleId: string): Promise<ScheduleDescription | null> {
  try {
    return await client.schedule.getHandle(scheduleId).describe();
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}

async function setSchedule(client: Client, plan: TimerPlan): Promise<void> {
  const { scheduleId, ...options } = toScheduleOptions(plan);
  try {
    await client.schedule.create({ scheduleId, ...options });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    // Everything is replaced: changes that were made by hand are lost.
    await client.schedule.getHandle(scheduleId).update(() => ({ ...options, state: { ...options.state } }));
  }
}

async function* listTimers(client: Client): AsyncIterable<ListedTimer> {
  try {
    for await (const summary of client.schedule.list({ pageSize: 500 })) {
      if (summary.scheduleId.startsWith(SYNC_SCHEDULE_PREFIX)) yield toListed(summary);
    }
  } catch (error) {
    throw toTemporalError(error);
  }
}

function toListed(summary: ScheduleSummary): ListedTimer {
  const { scheduleId, state, spec, info } = summary;
  const digits = scheduleId.slice(SYNC_SCHEDULE_PREFIX.length);
  return {
    scheduleId,
    tenantId: /^[1-9]\d{0,15}$/.test(digits) ? Number(digits) : null,
    looksLike: ({ pause, times }) => {
      if (state.paused !== (pause !== null)) return false;
      if (times.kind === 'times') return pause !== null || isNextTimeRight(info.nextActionTimes, times.times);
      const [interval] = spec?.intervals ?? [];
      return interval?.every === times.everyS * 1000 && (interval.offset ?? 0) === times.offsetS * 1000;
    },
  };
}

/** A list may lag by some times, so that what it calls next is over. */
function isNextTimeRight(listed: readonly Date[], wanted: readonly Date[]): boolean {
  const [first] = wanted;
  const next = listed.find((time) => first !== undefined && time >= first);
  return next !== undefined && wanted.some((time) => time.getTime() === next.getTime());
}
