import type { TickedRun, TickTenantInput } from '../../contracts/tick-workflow.ts';
import type { Sql } from '../../db/database.ts';
import { findRunOfExecutor, type RunExecution, recordRunExecutor } from '../../db/stores/runs/run-store.ts';
import type { RunExecutor } from './run-executor.ts';

export interface ExecuteTickDeps {
  readonly sql: Sql;
  readonly runs: Pick<RunExecutor, 'execute'>;
  /** Inserts the triggers that are due. Returns the run that was admitted. */
  readonly tick: (tenantId: number) => Promise<{ readonly runId: number | null; readonly nextDueAt: Date | null }>;
}

export type ExecuteTick = (input: TickTenantInput, executor: RunExecution) => Promise<TickedRun | null>;

/** Temporal's clock may be ahead of PostgreSQL's by so much; a tick that comes earlier is left to the next one. */
const EARLY_MS = 30_000;

/**
 * Ticks a tenant, and begins the first attempt of the run that the tick admitted. The calling workflow is the run's executor from then
 * on; when it calls again, the run is found by its executor.
 */
export function createExecuteTick({ sql, runs, tick }: ExecuteTickDeps): ExecuteTick {
  return async (input, executor) => {
    const runId = (await tickWhenDue(tick, input)) ?? (await findRunOfExecutor(sql, input.tenantId, executor.runId));
    if (runId === null) return null;
    const run = await recordRunExecutor(sql, runId, executor);
    if (!run) return null;
    const outcome = await runs.execute(runId, input.timeoutMs);
    return { runId, mode: run.mode, releaseId: run.releaseId, outcome };
  };
}

/** Where the clocks differ, the moment that Temporal meant may still be ahead in PostgreSQL. */
async function tickWhenDue(tick: ExecuteTickDeps['tick'], input: TickTenantInput): Promise<number | null> {
  const { tenantId, scheduledAtMs } = input;
  const first = await tick(tenantId);
  if (first.runId !== null || scheduledAtMs === null || first.nextDueAt?.getTime() !== scheduledAtMs) {
    return first.runId;
  }
  const now = Date.now();
  for (let waitedMs = 0; waitedMs < EARLY_MS; waitedMs = Date.now() - now) {
    await new Promise((resolve) => setTimeout(resolve, EARLY_POLL_MS));
    const again = await tick(tenantId);
    if (again.nextDueAt?.getTime() !== scheduledAtMs) return again.runId;
  }
  return null;
}

const EARLY_POLL_MS = 100;
