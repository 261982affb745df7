import type { TickedRun, TickTenantInput } from '../../contracts/tick-workflow.ts';
import type { Sql } from '../../db/database.ts';
import type { RunExecutor } from './run-executor.ts';

/** A workflow that carries a run out. */
export interface TickExecutor {
  readonly workflowId: string;
  readonly runId: string;
}

export interface ExecuteTickDeps {
  readonly sql: Sql;
  readonly runs: Pick<RunExecutor, 'execute'>;
  /** Makes the triggers that are due; answers the run that was admitted. */
  readonly tick: (tenantId: number) => Promise<{ readonly runId: number | null; readonly nextDueAt: Date | null }>;
}

export type ExecuteTick = (input: TickTenantInput, executor: TickExecutor) => Promise<TickedRun | null>;

/** Temporal's clock may be ahead of PostgreSQL's by so much; a tick that comes earlier is left to the next one. */
const EARLY_MS = 30_000;

/**
 * Ticks a tenant, and begins the first attempt of the run that the tick admitted: the workflow that asks is its executor from
 * then on. Asked again, it finds that run by its executor.
 */
export function createExecuteTick({ sql, runs, tick }: ExecuteTickDeps): ExecuteTick {
  return async (input, executor) => {
    const runId = (await tickWhenDue(tick, input)) ?? (await findOwnRun(sql, input.tenantId, executor));
    if (runId === null) return null;
    const [run] = await sql.query<{ mode: string; release_id: number }>(KEEP_EXECUTOR, [
      runId,
      executor.workflowId,
      executor.runId,
    ]);
    if (!run) return null;
    const outcome = await runs.execute(runId, input.timeoutMs);
    return { runId, mode: run.mode, releaseId: run.release_id, outcome };
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

async function findOwnRun(sql: Sql, tenantId: number, executor: TickExecutor): Promise<number | null> {
  const rows = await sql.query<{ id: number }>(
    `select id from runs where tenant_id = $1 and phase = 'running' and executor_run_id = $2`,
    [tenantId, executor.runId],
  );
  return rows[0]?.id ?? null;
}

const KEEP_EXECUTOR = `
  update runs set executor_workflow_id = $2, executor_run_id = $3, executor_at = clock_timestamp()
  where id = $1 and phase = 'running' returning mode, release_id`;
