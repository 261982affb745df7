import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import { NEXT_TENANT_VERSION } from '../tenants/tenant-release-store.ts';

export interface Pause {
  readonly by: string;
  readonly note: string | null;
  /** null = until the tenant is resumed. */
  readonly until: Date | null;
}

const PAUSE = statement(`
  update tenants t set is_paused = true, paused_at = clock_timestamp(), paused_by = $2, pause_note = $3, paused_until = $4,
    modified_at = ${NEXT_TENANT_VERSION}
  where id = any($1::bigint[]) and not is_paused and archived_at is null`);

/** Pauses those of the tenants that are active. */
export async function pauseActiveTenants(sql: Sql, tenantIds: readonly number[], pause: Pause): Promise<void> {
  await sql.query(PAUSE, [tenantIds, pause.by, pause.note, pause.until?.toISOString() ?? null]);
}

const INSERT_PAUSES = statement(`
  insert into tenant_pauses (tenant_id, paused_at, paused_by, note, until)
  select id, paused_at, paused_by, pause_note, paused_until from tenants where id = any($1::bigint[]) and is_paused
  on conflict (tenant_id) where resumed_at is null do nothing`);

/** Adds the pauses that these tenants are in to the history, each once. */
export async function recordPauses(sql: Sql, tenantIds: readonly number[]): Promise<void> {
  await sql.query(INSERT_PAUSES, [tenantIds]);
}

const RESUME = statement(`
  update tenants t set is_paused = false, paused_at = null, paused_by = null, pause_note = null, paused_until = null,
    modified_at = ${NEXT_TENANT_VERSION}
  where id = any($1::bigint[]) and is_paused and archived_at is null`);

/** Resumes those of the tenants that are paused. */
export async function resumePausedTenants(sql: Sql, tenantIds: readonly number[]): Promise<void> {
  await sql.query(RESUME, [tenantIds]);
}

const END_PAUSES = statement(`
  update tenant_pauses set resumed_at = clock_timestamp(), resumed_by = $2
  where tenant_id = any($1::bigint[]) and resumed_at is null`);

/** Ends the present pauses of these tenants in the history. */
export async function endPauses(sql: Sql, tenantIds: readonly number[], resumedBy: string): Promise<void> {
  await sql.query(END_PAUSES, [tenantIds, resumedBy]);
}

const FIND_EXPIRED = statement<{ id: number }>(`
  select id from tenants
  where is_paused and paused_until <= clock_timestamp() and archived_at is null and id <> all($1::bigint[])
  order by paused_until limit 500`);

/** Returns up to 500 tenants whose pause has come to its end, but for those in `skip`. */
export function findExpiredPauses(sql: Sql, skip: readonly number[]): Promise<{ id: number }[]> {
  return sql.query(FIND_EXPIRED, [skip]);
}

const FIND_BY_PAUSE = statement<{ id: number }>(`
  select id from tenants where id = any($1::bigint[]) and is_paused = $2 order by id`);

/** Returns those of the tenants that are paused, or that are not. */
export async function filterPaused(sql: Sql, tenantIds: readonly number[], isPaused: boolean): Promise<number[]> {
  return (await sql.query(FIND_BY_PAUSE, [tenantIds, isPaused])).map((row) => row.id);
}

export interface PauseChange {
  /** Undefined = stays as it is. */
  readonly note?: string | null | undefined;
  readonly until?: Date | null | undefined;
}

const CHANGE = statement<{ note: string | null; until: Date | null }>(`
  with changed as (
    update tenants t set pause_note = case when $2 then $3 else pause_note end,
      paused_until = case when $4 then $5::timestamptz else paused_until end, modified_at = ${NEXT_TENANT_VERSION}
    where id = $1 and (($2 and pause_note is distinct from $3) or ($4 and paused_until is distinct from $5::timestamptz))
    returning id, pause_note as note, paused_until as until
  )
  update tenant_pauses p set note = changed.note, until = changed.until
  from changed where p.tenant_id = changed.id and p.resumed_at is null
  returning p.note, p.until`);

/** Changes the present pause of a tenant. Returns it, null where it was so already. */
export async function changePause(
  sql: Sql,
  tenantId: number,
  { note, until }: PauseChange,
): Promise<{ readonly note: string | null; readonly until: Date | null } | null> {
  const values = [tenantId, note !== undefined, note ?? null, until !== undefined, until?.toISOString() ?? null];
  return (await sql.query(CHANGE, values))[0] ?? null;
}
