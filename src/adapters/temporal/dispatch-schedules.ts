import {
  ScheduleAlreadyRunning,
  type ScheduleClient,
  type ScheduleDescription,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { RUNS_QUEUE } from '../../contracts/task-queues.ts';
import {
  DISPATCH_WORKFLOW_TYPE,
  DISPATCHERS,
  type DispatchWorkflowInput,
  dispatchScheduleId,
} from '../../contracts/tick-workflow.ts';

const MINUTE_MS = 60_000;

export interface Dispatchers {
  /** Makes or mends each; answers the names of those that were not as they should be. */
  ensure(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

/** A few Schedules that serve all tenants: each minute a workflow that ticks those of its shard. */
export function createDispatchers(schedules: ScheduleClient): Dispatchers {
  const shards = Array.from({ length: DISPATCHERS }, (_, shard) => shard);
  return {
    ensure: async () => {
      const mended: string[] = [];
      for (const shard of shards) if (await ensureOne(schedules, shard)) mended.push(dispatchScheduleId(shard));
      return mended;
    },
    remove: async () => {
      for (const shard of shards) {
        await schedules
          .getHandle(dispatchScheduleId(shard))
          .delete()
          .catch((error: unknown) => {
            if (!(error instanceof ScheduleNotFoundError)) throw error;
          });
      }
    },
  };
}

async function ensureOne(schedules: ScheduleClient, shard: number): Promise<boolean> {
  const { scheduleId, ...options } = toOptions(shard);
  const handle = schedules.getHandle(scheduleId);
  try {
    if (isRight(await handle.describe(), shard)) return false;
    await handle.update(() => ({ ...options, state: { ...options.state } }));
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    await schedules.create({ scheduleId, ...options, state: { ...options.state, triggerImmediately: true } }).catch(
      // Another process was faster.
      (failure: unknown) => {
        if (!(failure instanceof ScheduleAlreadyRunning)) throw failure;
      },
    );
  }
  return true;
}

function toOptions(shard: number): ScheduleOptions {
  const scheduleId = dispatchScheduleId(shard);
  const input: DispatchWorkflowInput = { shard, of: DISPATCHERS };
  return {
    scheduleId,
    spec: { intervals: [{ every: MINUTE_MS, offset: offsetOf(shard) }] },
    action: {
      type: 'startWorkflow',
      workflowType: DISPATCH_WORKFLOW_TYPE,
      workflowId: scheduleId,
      taskQueue: RUNS_QUEUE,
      args: [input],
      staticSummary: `Wakes due tenants, part ${shard + 1} of ${DISPATCHERS}`,
    },
    // A round ends a little after the next one has begun.
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: MINUTE_MS, pauseOnFailure: false },
    state: { paused: false, note: 'Instead of a Schedule for each tenant' },
  };
}

const offsetOf = (shard: number): number => (shard * MINUTE_MS) / DISPATCHERS;

function isRight({ action, policies, spec, state }: ScheduleDescription, shard: number): boolean {
  const [interval, ...more] = spec.intervals ?? [];
  return (
    !state.paused &&
    state.remainingActions === undefined &&
    action.workflowType === DISPATCH_WORKFLOW_TYPE &&
    action.taskQueue === RUNS_QUEUE &&
    JSON.stringify(action.args) === JSON.stringify([{ shard, of: DISPATCHERS }]) &&
    policies.overlap === ScheduleOverlapPolicy.ALLOW_ALL &&
    interval?.every === MINUTE_MS &&
    (interval.offset ?? 0) === offsetOf(shard) &&
    more.length === 0 &&
    (spec.calendars ?? []).length === 0
  );
}
