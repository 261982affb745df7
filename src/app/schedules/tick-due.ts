import type { Sql } from '../../db/database.ts';
import type { TickOutcome } from './tick-tenant.ts';

export interface TickDueDeps {
  readonly sql: Sql;
  readonly tick: (tenantId: number) => Promise<TickOutcome>;
  /** Starts an admitted run; the relay makes up for a failure. */
  readonly startRun: (runId: number) => Promise<void>;
  readonly onError: (error: unknown, tenantId: number) => void;
}

export interface DueTenants {
  /** Only those whose id, divided by `of`, leaves `shard`. */
  readonly shard: number;
  readonly of: number;
  /** Overdue by at least so many seconds. */
  readonly overdueS: number;
  readonly limit: number;
  /** Left out: a tick did not help them a short while ago. */
  readonly skip: ReadonlySet<number>;
}

/** A tenant and since when it is due. */
export interface DueTenant {
  readonly id: number;
  readonly due: Date;
}

export interface TickedTenants {
  readonly ticked: readonly number[];
  /** Those that are due as before: the tick failed, or made nothing of it. */
  readonly stuck: readonly number[];
}

const AT_ONCE = 4;

/** Ticks the tenants that are due, the longest overdue first, some at a time. */
export async function tickDue(deps: TickDueDeps, due: DueTenants): Promise<TickedTenants> {
  const { shard, of, overdueS, limit, skip } = due;
  return tickAll(deps, await deps.sql.query<DueTenant>(DUE, [shard, of, overdueS, limit, [...skip]]));
}

/** Ticks these tenants, some at a time. */
export async function tickAll(deps: TickDueDeps, tenants: readonly DueTenant[]): Promise<TickedTenants> {
  const waiting = [...tenants];
  const stuck: number[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (!(await isHelped(deps, next))) stuck.push(next.id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { ticked: tenants.map(({ id }) => id), stuck };
}

async function isHelped(deps: TickDueDeps, { id, due }: DueTenant): Promise<boolean> {
  try {
    const { runId, nextDueAt } = await deps.tick(id);
    // Not awaited: a slow Temporal must not hold back the next tenant.
    if (runId !== null) void deps.startRun(runId).catch(() => {});
    return nextDueAt?.getTime() !== due.getTime();
  } catch (error) {
    deps.onError(error, id);
    return false;
  }
}

const DUE = `
  select id, next_due_at as due from tenants
  where next_due_at <= clock_timestamp() - make_interval(secs => $3) and id % $2 = $1 and id <> all($5::bigint[])
  order by next_due_at limit $4`;
