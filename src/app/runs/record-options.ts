import type { Sql } from '../../db/database.ts';
import type { OptionsIssue } from '../../domain/configs/check-printed-options.ts';
import type { RunFailure } from '../../domain/runs/run-failure.ts';
import type { RunMode } from '../../domain/runs/run-lane.ts';

/** What a run's state brings of the options of dynamic configs. */
export interface FetchedOptions {
  readonly names: readonly string[];
  readonly issue: OptionsIssue | null;
}

export interface EndedRun {
  readonly phase: 'succeeded' | 'failed' | 'cancelled';
  readonly failure: RunFailure | null;
  readonly options: FetchedOptions | null;
}

/** Notes which options a run brought, and how it went where it was an init sync; in the transaction that ends the run. */
export async function recordOptions(
  sql: Sql,
  run: { readonly id: number; readonly mode: RunMode },
  { phase, failure, options }: EndedRun,
): Promise<void> {
  if (phase === 'succeeded' && options !== null && options.names.length > 0) {
    await sql.query(RECORD_NAMES, [run.id, options.names]);
  }
  if (run.mode !== 'init') return;
  const error = phase === 'cancelled' ? CANCELLED : (failure ?? options?.issue ?? null);
  await sql.query(RECORD_REFRESH, [run.id, phase, error?.class ?? null, error?.message ?? null]);
}

const CANCELLED = { class: 'cancelled', message: 'The init sync was cancelled.' } as const;

const RECORD_NAMES = `
  insert into tenant_options (tenant_id, name, fetched_at, run_id, release_id)
  select r.tenant_id, n.name, clock_timestamp(), r.id, r.release_id
  from runs r, unnest($2::text[]) as n (name) where r.id = $1
  on conflict (tenant_id, name) do update
    set fetched_at = excluded.fetched_at, run_id = excluded.run_id, release_id = excluded.release_id`;

const RECORD_REFRESH = `
  insert into tenant_refreshes (tenant_id, run_id, release_id, phase, finished_at, error_class, error_message)
  select tenant_id, id, release_id, $2, clock_timestamp(), $3, $4 from runs where id = $1
  on conflict (tenant_id) do update
    set run_id = excluded.run_id, release_id = excluded.release_id, phase = excluded.phase,
      finished_at = excluded.finished_at, error_class = excluded.error_class, error_message = excluded.error_message`;
