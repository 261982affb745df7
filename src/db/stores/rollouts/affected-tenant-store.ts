import type { JsonObject } from '../../../domain/manifest/json-value.ts';
import type { RolloutKind } from '../../../domain/rollouts/rollout-conflict.ts';
import type { Sql } from '../../sql.ts';
import { composedStatement, statement } from '../../statement.ts';
import type { BulkSelection } from './rollout-store.ts';

/** What a rollout is about, before it has a row. */
export interface AffectedQuery {
  readonly integrationId: number;
  readonly releaseId: number;
  /** The channels whose followers move; empty for a bulk move. */
  readonly channels: readonly string[];
  readonly selection: BulkSelection | Record<string, never>;
}

/** The condition that a rollout changes the live tenant `t`, over the values `$1` to `$8`. */
const AFFECTED = `
  t.integration_id = $1 and t.archived_at is null
  and (t.release_id is distinct from $2 or t.held_reason is not null or ($7 and t.release_channel is distinct from $8))
  and (cardinality($3::text[]) = 0 or t.release_channel = any ($3))
  and ($4::bigint[] is null or t.id = any ($4))
  and case $5::text when 'static' then t.release_channel is null when 'latest' then t.release_channel = 'Latest'
    when 'dynamic' then t.release_channel <> 'Latest' else true end
  and ($6::bigint is null or t.release_id = $6)`;

function valuesOf({ integrationId, releaseId, channels, selection }: AffectedQuery): unknown[] {
  const { tenantIds = null, following = null, releaseId: from = null, toChannel = null } = selection;
  return [integrationId, releaseId, channels, tenantIds, following, from, channels.length === 0, toChannel];
}

const COUNT = statement<{ count: number }>(`select count(*) as count from tenants t where ${AFFECTED}`);

export async function countAffectedTenants(sql: Sql, query: AffectedQuery): Promise<number> {
  const [row] = await sql.query(COUNT, valuesOf(query));
  return row?.count ?? 0;
}

export interface AffectedGroup {
  readonly release_id: number | null;
  readonly tenants: number;
}

const MISSING = statement<{ id: number }>(`
  select given.id from unnest($2::bigint[]) as given (id)
  where not exists (select 1 from tenants t where t.id = given.id and t.integration_id = $1 and t.archived_at is null)
  order by 1 limit $3`);

/** Returns the first of these ids that are no live tenants of the integration. */
export async function listMissingTenants(
  sql: Sql,
  chosen: { readonly integrationId: number; readonly tenantIds: readonly number[]; readonly limit: number },
): Promise<number[]> {
  return (await sql.query(MISSING, [chosen.integrationId, chosen.tenantIds, chosen.limit])).map(({ id }) => id);
}

const COUNT_BY_RELEASE = statement<AffectedGroup>(
  `select t.release_id, count(*) as tenants from tenants t where ${AFFECTED} group by 1 order by 2 desc, 1`,
);

/** Returns how many tenants are affected by the release that they are on, the most frequent one first. */
export function countAffectedByRelease(sql: Sql, query: AffectedQuery): Promise<AffectedGroup[]> {
  return sql.query(COUNT_BY_RELEASE, valuesOf(query));
}

export interface AffectedTenant {
  readonly id: number;
  readonly release_id: number;
  readonly configs: JsonObject;
  readonly metadata: JsonObject;
}

const LIST = statement<AffectedTenant>(`
  select t.id, t.release_id, t.configs, coalesce(m.data, '{}'::jsonb) as metadata
  from tenants t left join tenant_metadata m on m.tenant_id = t.id
  where ${AFFECTED} and t.release_id = any ($9::bigint[]) and t.id > $10 order by t.id limit $11`);

/** Returns the next affected tenants that are on one of these releases, with their values, in order of their ids. */
export function listAffectedTenants(
  sql: Sql,
  query: AffectedQuery,
  page: { readonly releaseIds: readonly number[]; readonly after: number; readonly limit: number },
): Promise<AffectedTenant[]> {
  return sql.query(LIST, [...valuesOf(query), page.releaseIds, page.after, page.limit]);
}

const planBy = (order: string) =>
  statement(`
    insert into rollout_tenants (rollout_id, tenant_id, position, from_release_id, from_channel, from_held_reason)
    select $9::bigint, t.id, row_number() over (order by ${order}), t.release_id, t.release_channel, t.held_reason
    from tenants t where ${AFFECTED}`);

const PLAN: Readonly<Record<RolloutKind, ReturnType<typeof planBy>>> = {
  move: planBy('t.id'),
  // Random, but the same in every query.
  gradual: planBy(`md5($9::text || ':' || t.id), t.id`),
};

/** Gives each affected tenant its position in the rollout. */
export async function insertRolloutTenants(
  sql: Sql,
  rollout: AffectedQuery & { readonly id: number; readonly kind: RolloutKind },
): Promise<void> {
  await sql.query(PLAN[rollout.kind], [...valuesOf(rollout), rollout.id]);
}

const MARK_PLANNED = statement(`
  update rollouts set is_planned = true, modified_at = clock_timestamp(),
    total = (select count(*) from rollout_tenants where rollout_id = $1) where id = $1`);

export async function markPlanned(sql: Sql, rolloutId: number): Promise<void> {
  await sql.query(MARK_PLANNED, [rolloutId]);
}

/** Lets PostgreSQL see how large the plan is. It can't be prepared, as it is no query. */
export async function analyzeRolloutTenants(sql: Sql): Promise<void> {
  await sql.query(composedStatement('analyze rollout_tenants'));
}
