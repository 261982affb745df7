import { Connection } from '@temporalio/client';
import type pg from 'pg';
import { latestTimes } from '../src/domain/schedules/schedule-times.ts';
import { quantile } from './quantile.ts';

export interface Window {
  readonly from: Date;
  readonly to: Date;
  readonly everyS: number;
  readonly tenantIds: readonly number[];
}

interface Row {
  readonly tenant_id: string;
  readonly nominal_at: Date;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly phase: string | null;
}

export interface Lateness {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface ScheduleNumbers {
  readonly wanted: number;
  readonly triggers: number;
  readonly lost: number;
  readonly doubled: number;
  /** Triggers whose run did not succeed. */
  readonly notSucceeded: number;
  /** From the nominal time to the trigger's row, and to the process's start. */
  readonly triggerLateness: Lateness;
  readonly startLateness: Lateness;
}

/** Compares what happened in the window with what the schedule names. */
export async function readScheduleNumbers(db: pg.Client, window: Window): Promise<ScheduleNumbers> {
  const { rows } = await db.query<Row>(
    `select t.tenant_id, t.nominal_at, t.created_at, r.started_at, r.phase
     from triggers t left join runs r on r.id = t.run_id where t.nominal_at > $1 and t.nominal_at <= $2`,
    [window.from, window.to],
  );
  const found = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.tenant_id} ${row.nominal_at.getTime()}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  const wanted = wantedKeys(window);
  const started = rows.flatMap(({ nominal_at, started_at }) =>
    started_at ? [started_at.getTime() - nominal_at.getTime()] : [],
  );
  return {
    wanted: wanted.length,
    triggers: rows.length,
    lost: wanted.filter((key) => !found.has(key)).length,
    doubled: rows.length - found.size,
    notSucceeded: rows.filter(({ phase }) => phase !== 'succeeded').length,
    triggerLateness: latenessOf(rows.map((row) => row.created_at.getTime() - row.nominal_at.getTime())),
    startLateness: latenessOf(started),
  };
}

function wantedKeys({ from, to, everyS, tenantIds }: Window): string[] {
  const schedule = { kind: 'interval', every_s: everyS } as const;
  const first = new Date(from.getTime() + 1);
  return tenantIds.flatMap((tenantId) =>
    latestTimes({ schedule, tenantId, spreadS: 0 }, first, to, 100_000).map((time) => `${tenantId} ${time.getTime()}`),
  );
}

function latenessOf(values: readonly number[]): Lateness {
  return { p50Ms: quantile(values, 0.5), p99Ms: quantile(values, 0.99), maxMs: Math.max(0, ...values) };
}

const SAMPLE = 40;

/** Events of the workflows that executed scheduled runs, on average over a sample. */
export async function countEventsPerRun(
  db: pg.Client,
  window: Window,
  temporal: { readonly address: string; readonly namespace: string },
): Promise<number> {
  const { rows } = await db.query<{ workflow_id: string; run_id: string }>(
    `select distinct on (r.id) r.executor_workflow_id as workflow_id, r.executor_run_id as run_id
     from runs r join triggers t on t.run_id = r.id
     where t.nominal_at > $1 and t.nominal_at <= $2 and r.executor_run_id is not null order by r.id desc limit ${SAMPLE}`,
    [window.from, window.to],
  );
  const connection = await Connection.connect({ address: temporal.address });
  try {
    let events = 0;
    for (const { workflow_id: workflowId, run_id: runId } of rows) {
      const described = await connection.workflowService.describeWorkflowExecution({
        namespace: temporal.namespace,
        execution: { workflowId, runId },
      });
      events += Number(described.workflowExecutionInfo?.historyLength ?? 0);
    }
    return events / rows.length;
  } finally {
    await connection.close();
  }
}
