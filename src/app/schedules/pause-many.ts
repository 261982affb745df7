import type { Sql } from '../../db/database.ts';
import { filterPaused } from '../../db/stores/schedules/pause-store.ts';
import { readClock } from '../../db/stores/schedules/plan-store.ts';
import { findTenantIds, type TenantFilter } from '../../db/stores/tenants/tenant-filter.ts';
import type { Scope } from '../../domain/accounts/role.ts';
import { AppError } from '../../errors/app-error.ts';
import { checkUntil } from './check-until.ts';
import { pauseTenants } from './pause-tenants.ts';
import { resumeTenants } from './resume-tenants.ts';

export interface ManyTenants {
  readonly scope: Scope;
  readonly filter: Omit<TenantFilter, 'isArchived'>;
  /** null = only count. */
  readonly expectedCount: number | null;
  readonly by: string;
}

export interface ManyPauses extends ManyTenants {
  readonly note: string | null;
  readonly until: Date | null;
}

export interface ManyOutcome {
  /** Of the tenants that it is about. */
  readonly count: number;
  readonly changed: number;
}

/** Pauses the active ones of the tenants that match, in the given transaction. @throws AppError conflict, invalid_input */
export async function pauseMany(sql: Sql, spreadS: number, input: ManyPauses): Promise<ManyOutcome> {
  const { by, note, until } = input;
  if (until) checkUntil(until, await readClock(sql));
  return changeMany(sql, input, false, (tenantIds) => pauseTenants(sql, spreadS, { tenantIds, by, note, until }));
}

/** Resumes the paused ones of the tenants that match, in the given transaction. @throws AppError conflict */
export async function resumeMany(sql: Sql, spreadS: number, input: ManyTenants): Promise<ManyOutcome> {
  return changeMany(sql, input, true, (tenantIds) => resumeTenants(sql, spreadS, { tenantIds, by: input.by }));
}

const CHUNK = 1000;

async function changeMany(
  sql: Sql,
  input: ManyTenants,
  isPaused: boolean,
  change: (tenantIds: readonly number[]) => Promise<number[]>,
): Promise<ManyOutcome> {
  const all = await findTenantIds(sql, input.scope, { ...input.filter, isArchived: false });
  const ids = await filterPaused(sql, all, isPaused);
  const { expectedCount } = input;
  if (expectedCount === null) return { count: ids.length, changed: 0 };
  if (expectedCount !== ids.length) {
    throw new AppError('conflict', `It is about ${ids.length} tenants by now, not ${expectedCount}: count again.`);
  }
  let changed = 0;
  for (let start = 0; start < ids.length; start += CHUNK) {
    changed += (await change(ids.slice(start, start + CHUNK))).length;
  }
  return { count: ids.length, changed };
}
