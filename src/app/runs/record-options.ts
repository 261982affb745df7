import type { Sql } from '../../db/database.ts';
import { upsertTenantOptions, upsertTenantRefresh } from '../../db/stores/tenants/tenant-options.ts';
import type { OptionsIssue } from '../../domain/configs/check-printed-options.ts';
import type { RunFailure } from '../../domain/runs/run-failure.ts';
import type { RunMode } from '../../domain/runs/run-lane.ts';

/** The options of dynamic configs that a run's state holds. */
export interface FetchedOptions {
  readonly names: readonly string[];
  readonly issue: OptionsIssue | null;
}

export interface EndedRun {
  readonly phase: 'succeeded' | 'failed' | 'cancelled';
  readonly failure: RunFailure | null;
  readonly options: FetchedOptions | null;
}

/** Records which options a run fetched, and how it ended where it was an init sync; in the transaction that ends the run. */
export async function recordOptions(
  sql: Sql,
  run: { readonly id: number; readonly mode: RunMode },
  { phase, failure, options }: EndedRun,
): Promise<void> {
  if (phase === 'succeeded' && options !== null && options.names.length > 0) {
    await upsertTenantOptions(sql, run.id, options.names);
  }
  if (run.mode !== 'init') return;
  const error = phase === 'cancelled' ? CANCELLED : (failure ?? options?.issue ?? null);
  await upsertTenantRefresh(sql, run.id, {
    phase,
    errorClass: error?.class ?? null,
    errorMessage: error?.message ?? null,
  });
}

const CANCELLED = { class: 'cancelled', message: 'The init sync was cancelled.' } as const;
