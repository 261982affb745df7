import { setTimeout as delay } from 'node:timers/promises';
import type { DispatchWorkflowInput } from '../../contracts/tick-workflow.ts';
import { type TickDueDeps, tickDue } from './tick-due.ts';

const POLL_MS = 250;
const PAGE = 100;
/** A tenant that a tick doesn't help is left alone for a while. */
const FORGET_STUCK_MS = 10_000;

/** Ticks the due tenants of one shard in short polls until `signal` ends it; answers how many. */
export type DispatchDue = (input: DispatchWorkflowInput, signal: AbortSignal) => Promise<number>;

export function createDispatchDue(deps: TickDueDeps): DispatchDue {
  return async ({ shard, of }, signal) => {
    const stuck = new Set<number>();
    let forgetAtMs = performance.now() + FORGET_STUCK_MS;
    let count = 0;
    while (!signal.aborted) {
      if (performance.now() > forgetAtMs) {
        stuck.clear();
        forgetAtMs = performance.now() + FORGET_STUCK_MS;
      }
      const round = await tickDue(deps, { shard, of, overdueS: 0, limit: PAGE, skip: stuck });
      for (const id of round.stuck) stuck.add(id);
      count += round.ticked.length - round.stuck.length;
      if (round.ticked.length < PAGE) await delay(POLL_MS, undefined, { signal }).catch(() => {});
    }
    return count;
  };
}
