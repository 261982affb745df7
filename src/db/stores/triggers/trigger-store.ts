import type { RunMode, TriggerSource } from '../../../domain/runs/run-lane.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface NewTrigger {
  readonly tenantId: number;
  readonly runId: number;
  readonly source: TriggerSource;
  readonly mode: RunMode;
  /** The raw body. */
  readonly body: Uint8Array | null;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly createdBy: string;
}

const INSERT_TRIGGER = statement<{ id: number }>(`
  insert into triggers (tenant_id, run_id, source, mode, body, headers, created_by)
  values ($1, $2, $3, $4, $5, $6, $7) returning id`);

/** Inserts a trigger into a run and returns its id. */
export async function insertTrigger(sql: Sql, trigger: NewTrigger): Promise<number> {
  const [row] = await sql.query(INSERT_TRIGGER, [
    trigger.tenantId,
    trigger.runId,
    trigger.source,
    trigger.mode,
    trigger.body === null ? null : Buffer.from(trigger.body),
    trigger.headers === null ? null : JSON.stringify(trigger.headers),
    trigger.createdBy,
  ]);
  return (row as { id: number }).id;
}

// Not the transaction's time: it may have begun, and waited for the lock, before the time had come.
const INSERT_SCHEDULED = statement(`
  insert into triggers (tenant_id, run_id, source, mode, nominal_at, created_by, created_at)
  select $1, $2, 'schedule', 'normal', at, $4, clock_timestamp() from unnest($3::timestamptz[]) as n(at) order by at
  on conflict (tenant_id, nominal_at) where nominal_at is not null do nothing returning 1`);

/** Inserts a trigger for each nominal time that has none. Returns how many. */
export async function insertScheduledTriggers(
  sql: Sql,
  runId: number,
  input: { readonly tenantId: number; readonly times: readonly Date[]; readonly createdBy: string },
): Promise<number> {
  const times = input.times.map((time) => time.toISOString());
  return (await sql.query(INSERT_SCHEDULED, [input.tenantId, runId, times, input.createdBy])).length;
}

const FIND_UNTRIGGERED = statement<{ at: Date }>(`
  select at from unnest($2::timestamptz[]) as n(at)
  where not exists (select 1 from triggers t where t.tenant_id = $1 and t.nominal_at = n.at) order by at desc`);

/** Returns those of the nominal times for which the tenant has no trigger, the newest first. */
export async function findUntriggeredTimes(sql: Sql, tenantId: number, times: readonly Date[]): Promise<Date[]> {
  const rows = await sql.query(FIND_UNTRIGGERED, [tenantId, times.map((time) => time.toISOString())]);
  return rows.map((row) => row.at);
}

// A trigger belongs to one run, so a rerun has copies, which name the trigger that they were copied from.
const COPY_TRIGGERS = statement(`
  insert into triggers (tenant_id, run_id, source, mode, body, headers, created_by, copied_from)
  select tenant_id, $2, source, mode, body, headers, $3, coalesce(copied_from, id)
  from triggers where run_id = $1 order by id`);

/** Copies the triggers of one run to another. */
export async function copyTriggers(
  sql: Sql,
  { from, to, createdBy }: { readonly from: number; readonly to: number; readonly createdBy: string },
): Promise<void> {
  await sql.query(COPY_TRIGGERS, [from, to, createdBy]);
}
