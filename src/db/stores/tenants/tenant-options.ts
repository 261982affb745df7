import type { Sql } from '../../database.ts';
import { statement } from '../../statement.ts';

const READ_FETCHED = statement<{ options: Record<string, unknown> | null }>(`
  select jsonb_object_agg(o.name, m.data -> o.name) as options
  from tenant_options o join tenant_metadata m on m.tenant_id = o.tenant_id
  where o.tenant_id = $1 and m.data ? o.name`);

/** The fetched options of a tenant by name, as they are in its metadata; null where nothing was ever fetched. */
export async function readFetchedOptions(sql: Sql, tenantId: number): Promise<Record<string, unknown> | null> {
  const [row] = await sql.query(READ_FETCHED, [tenantId]);
  return row?.options ?? null;
}

/** Where the options of one name come from. */
export interface OptionsOrigin {
  readonly name: string;
  readonly fetchedAt: Date;
  readonly ageSeconds: number;
  /** Null where a person wrote them into the metadata. */
  readonly runId: number | null;
  readonly releaseId: number | null;
}

const READ_ORIGINS = statement<OptionsOrigin>(`
  select name, fetched_at as "fetchedAt", run_id as "runId", release_id as "releaseId",
    greatest(0, extract(epoch from clock_timestamp() - fetched_at))::float8 as "ageSeconds"
  from tenant_options where tenant_id = $1`);

export async function readOptionsOrigins(sql: Sql, tenantId: number): Promise<ReadonlyMap<string, OptionsOrigin>> {
  const rows = await sql.query(READ_ORIGINS, [tenantId]);
  return new Map(rows.map((row) => [row.name, row]));
}

/** The last init sync of a tenant that ended; `error…` are null where it returned everything that was needed. */
export interface EndedRefresh {
  readonly runId: number;
  readonly releaseId: number | null;
  readonly phase: 'succeeded' | 'failed' | 'cancelled';
  readonly finishedAt: Date;
  readonly errorClass: string | null;
  readonly errorMessage: string | null;
}

const READ_ENDED_REFRESH = statement<EndedRefresh>(`
  select run_id as "runId", release_id as "releaseId", phase, finished_at as "finishedAt",
    error_class as "errorClass", error_message as "errorMessage"
  from tenant_refreshes where tenant_id = $1`);

export async function readEndedRefresh(sql: Sql, tenantId: number): Promise<EndedRefresh | null> {
  const [row] = await sql.query(READ_ENDED_REFRESH, [tenantId]);
  return row ?? null;
}

/** The init sync of a tenant that is under way, the running one before those that wait. */
export interface LiveRefresh {
  readonly runId: number;
  readonly phase: 'queued' | 'running';
  readonly queuedAt: Date;
  readonly startedAt: Date | null;
}

const READ_LIVE_REFRESH = statement<LiveRefresh>(`
  select id as "runId", phase, queued_at as "queuedAt", started_at as "startedAt" from runs
  where tenant_id = $1 and mode = 'init' and phase in ('queued', 'running') order by phase desc, id limit 1`);

export async function readLiveRefresh(sql: Sql, tenantId: number): Promise<LiveRefresh | null> {
  const [row] = await sql.query(READ_LIVE_REFRESH, [tenantId]);
  return row ?? null;
}

const UPSERT_OPTIONS = statement(`
  insert into tenant_options (tenant_id, name, fetched_at, run_id, release_id)
  select r.tenant_id, n.name, clock_timestamp(), r.id, r.release_id
  from runs r, unnest($2::text[]) as n (name) where r.id = $1
  on conflict (tenant_id, name) do update
    set fetched_at = excluded.fetched_at, run_id = excluded.run_id, release_id = excluded.release_id`);

/** Records that a run fetched the options of these names. */
export async function upsertTenantOptions(sql: Sql, runId: number, names: readonly string[]): Promise<void> {
  await sql.query(UPSERT_OPTIONS, [runId, names]);
}

const UPSERT_EDITED_OPTIONS = statement(`
  insert into tenant_options (tenant_id, name, fetched_at)
  select $1, n.name, clock_timestamp() from unnest($2::text[]) as n (name)
  on conflict (tenant_id, name) do update set fetched_at = excluded.fetched_at, run_id = null, release_id = null`);

/** Records that a person wrote the options of these names. */
export async function upsertEditedOptions(sql: Sql, tenantId: number, names: readonly string[]): Promise<void> {
  await sql.query(UPSERT_EDITED_OPTIONS, [tenantId, names]);
}

const UPSERT_REFRESH = statement(`
  insert into tenant_refreshes (tenant_id, run_id, release_id, phase, finished_at, error_class, error_message)
  select tenant_id, id, release_id, $2, clock_timestamp(), $3, $4 from runs where id = $1
  on conflict (tenant_id) do update
    set run_id = excluded.run_id, release_id = excluded.release_id, phase = excluded.phase,
      finished_at = excluded.finished_at, error_class = excluded.error_class, error_message = excluded.error_message`);

/** Records how an init sync ended. */
export async function upsertTenantRefresh(
  sql: Sql,
  runId: number,
  { phase, errorClass, errorMessage }: Pick<EndedRefresh, 'phase' | 'errorClass' | 'errorMessage'>,
): Promise<void> {
  await sql.query(UPSERT_REFRESH, [runId, phase, errorClass, errorMessage]);
}
