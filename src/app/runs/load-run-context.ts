import type { Sql } from '../../db/database.ts';
import { findRunContext, type RunContextRow, type RunSummaryRow } from '../../db/stores/runs/run-context-store.ts';
import type { RunSummary, RunTrigger } from '../../domain/runs/run-environment.ts';
import { AppError } from '../../errors/app-error.ts';

/** Everything an attempt needs to know of its run; fixed at admission but for the number of log lines, the limits and the egress. */
export interface RunContext extends Omit<RunContextRow, 'triggers' | 'summaries'> {
  readonly triggers: readonly RunTrigger[];
  readonly last: RunSummary | null;
  readonly lastSuccessful: RunSummary | null;
}

/** @throws AppError `not_found` */
export async function loadRunContext(sql: Sql, runId: number): Promise<RunContext> {
  const row = await findRunContext(sql, runId);
  if (!row) throw new AppError('not_found', `There is no run ${runId}.`);
  const { summaries, triggers, ...context } = row;
  return {
    ...context,
    triggers: triggers.map(({ storedId, bodyBytes, ...trigger }) => ({
      ...trigger,
      payload: bodyBytes === null ? null : { triggerId: storedId, sizeBytes: bodyBytes },
    })),
    last: toSummary(summaries, 'last'),
    lastSuccessful: toSummary(summaries, 'last_successful'),
  };
}

function toSummary(rows: readonly RunSummaryRow[], kind: RunSummaryRow['kind']): RunSummary | null {
  const row = rows.find((candidate) => candidate.kind === kind);
  if (!row) return null;
  return {
    startedAt: new Date(row.started_at),
    finishedAt: new Date(row.finished_at),
    phase: row.phase as RunSummary['phase'],
    failureClass: row.failure_class as RunSummary['failureClass'],
    stdoutLine: row.stdout_line,
  };
}
