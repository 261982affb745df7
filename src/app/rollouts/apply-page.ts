import type { RolloutPage, RolloutPageResult } from '../../contracts/rollout-workflow.ts';
import type { Database, Sql } from '../../db/database.ts';
import { listDynamicProperties } from '../../domain/manifest/dynamic-property.ts';
import type { JsonObject } from '../../domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import { placeTenant } from '../../domain/rollouts/placement.ts';
import { breaksConfigs, type ConfigSchemas, hasSameSchemas } from '../releases/index.ts';
import { type BulkSelection, type RolloutRecord, requireRollout } from './rollout-record.ts';

export interface ApplyPageDeps {
  readonly db: Database;
  readonly schemas: ConfigSchemas;
  /** The schemas of a release, which never change. */
  readonly schemasOf: (releaseId: number) => Promise<ReleaseSchemas>;
}

interface PageRow {
  readonly id: number;
  readonly version: string;
  readonly releaseId: number | null;
  readonly channel: string | null;
  readonly isArchived: boolean;
  readonly plannedReleaseId: number | null;
  readonly plannedChannel: string | null;
}

interface Verdict {
  readonly version: string;
  readonly isBroken: boolean;
}

const OPTIMISTIC_ROUNDS = 4;

/**
 * Moves or holds the tenants of a page that the rollout has not reached yet. Configs are checked before any lock is taken;
 * a tenant that somebody changed in between is checked again.
 */
export async function applyPage(deps: ApplyPageDeps, page: RolloutPage): Promise<RolloutPageResult> {
  const rollout = await requireRollout(deps.db, page.rolloutId);
  let total: RolloutPageResult = { isStopped: false, moved: 0, held: 0 };
  for (let round = 1; ; round += 1) {
    const isLast = round > OPTIMISTIC_ROUNDS;
    const verdicts = isLast ? null : await checkPage(deps, deps.db, rollout, page);
    const result = await deps.db.transaction((sql) => writePage(deps, sql, page, verdicts));
    total = { isStopped: result.isStopped, moved: total.moved + result.moved, held: total.held + result.held };
    if (result.isStopped || !result.isLeft) return total;
  }
}

async function checkPage(
  deps: ApplyPageDeps,
  sql: Sql,
  rollout: RolloutRecord,
  page: RolloutPage,
  tenantIds: readonly number[] | null = null,
): Promise<ReadonlyMap<number, Verdict>> {
  const rows = await sql.query<{ id: number; version: string; releaseId: number | null }>(PAGE_VERSIONS, [
    ...[page.rolloutId, page.from, page.upTo, tenantIds],
  ]);
  const target = await deps.schemasOf(rollout.releaseId);
  const differing = await differingReleases(deps, rows, target);
  const values = await readValues(
    sql,
    rows.filter(({ releaseId }) => releaseId !== null && differing.has(releaseId)).map(({ id }) => id),
  );
  const entries = rows.map(async ({ id, version, releaseId }): Promise<[number, Verdict]> => {
    const own = values.get(id);
    const from = releaseId === null ? undefined : differing.get(releaseId);
    return [id, { version, isBroken: !!own && !!from && (await breaksConfigs(deps.schemas, own, from, target)) }];
  });
  return new Map(await Promise.all(entries));
}

const PAGE_VERSIONS = `
  select t.id, t.xmin::text as version, t.release_id as "releaseId"
  from rollout_tenants rt join tenants t on t.id = rt.tenant_id
  where rt.rollout_id = $1 and rt.position between $2 and $3 and rt.state = 'pending'
    and ($4::bigint[] is null or t.id = any ($4))`;

/** Those of the tenants' releases whose schemas are not the target's. */
async function differingReleases(
  deps: ApplyPageDeps,
  rows: readonly { readonly releaseId: number | null }[],
  target: ReleaseSchemas,
): Promise<ReadonlyMap<number, ReleaseSchemas>> {
  const ids = new Set(rows.flatMap(({ releaseId }) => releaseId ?? []));
  const loaded = await Promise.all([...ids].map(async (id) => [id, await deps.schemasOf(id)] as const));
  return new Map(loaded.filter(([, schemas]) => !hasSameSchemas(schemas, target)));
}

async function readValues(
  sql: Sql,
  tenantIds: readonly number[],
): Promise<ReadonlyMap<number, { readonly configs: JsonObject; readonly metadata: JsonObject }>> {
  if (tenantIds.length === 0) return new Map();
  const rows = await sql.query<{ id: number; configs: JsonObject; metadata: JsonObject }>(
    `select t.id, t.configs, coalesce(m.data, '{}'::jsonb) as metadata
     from tenants t left join tenant_metadata m on m.tenant_id = t.id where t.id = any ($1)`,
    [tenantIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

type WriteResult = RolloutPageResult & { readonly isLeft: boolean };

const NOTHING: WriteResult = { isStopped: false, moved: 0, held: 0, isLeft: false };

/** `verdicts` null: checked under the locks, after others kept changing the tenants. */
async function writePage(
  deps: ApplyPageDeps,
  sql: Sql,
  page: RolloutPage,
  verdicts: ReadonlyMap<number, Verdict> | null,
): Promise<WriteResult> {
  // Share: a decision waits for pages under way, and pages that come later see it.
  const rollout = await requireRollout(sql, page.rolloutId, 'share');
  if (rollout.state !== 'running') return { ...NOTHING, isStopped: true };
  const rows = await lockPage(sql, page);
  if (rows.length === 0) return NOTHING;
  const valid =
    verdicts ??
    (await checkPage(
      deps,
      sql,
      rollout,
      page,
      rows.map(({ id }) => id),
    ));
  const certain = rows.filter((row) => valid.get(row.id)?.version === row.version);
  const placed = certain.map((row) => {
    return {
      id: row.id,
      state: placeTenant({ ...row, isBroken: valid.get(row.id)?.isBroken === true }, rollout.releaseId),
    };
  });
  const ids = (state: string): number[] => placed.filter((one) => one.state === state).map(({ id }) => id);
  await writeTenants(deps, sql, rollout, { moved: ids('moved'), held: ids('held'), skipped: ids('skipped') });
  return {
    isStopped: false,
    moved: ids('moved').length,
    held: ids('held').length,
    isLeft: certain.length < rows.length,
  };
}

async function lockPage(sql: Sql, page: RolloutPage): Promise<PageRow[]> {
  const pending = await sql.query<{ id: number }>(
    `select tenant_id as id from rollout_tenants
     where rollout_id = $1 and position between $2 and $3 and state = 'pending' for update`,
    [page.rolloutId, page.from, page.upTo],
  );
  if (pending.length === 0) return [];
  const ids = pending.map(({ id }) => id);
  await sql.query(`select id from tenants where id = any ($1) order by id for no key update`, [ids]);
  // A statement of its own: what the locks waited for has to be seen.
  return sql.query<PageRow>(
    `select t.id, t.xmin::text as version, t.release_id as "releaseId", t.release_channel as channel,
       t.archived_at is not null as "isArchived", rt.from_release_id as "plannedReleaseId", rt.from_channel as "plannedChannel"
     from tenants t join rollout_tenants rt on rt.rollout_id = $1 and rt.tenant_id = t.id where t.id = any ($2)`,
    [page.rolloutId, ids],
  );
}

async function writeTenants(
  deps: ApplyPageDeps,
  sql: Sql,
  rollout: RolloutRecord,
  ids: Readonly<Record<'moved' | 'held' | 'skipped', readonly number[]>>,
): Promise<void> {
  const isBulk = rollout.cause === 'bulk';
  await sql.query(
    `update tenants set release_id = $2, release_channel = case when $3 then $4 else release_channel end, held_reason = null,
       modified_at = greatest(clock_timestamp(), modified_at + interval '1 millisecond') where id = any ($1)`,
    [ids.moved, rollout.releaseId, isBulk, (rollout.selection as Partial<BulkSelection>).toChannel ?? null],
  );
  await sql.query(
    `update tenants set held_reason = 'needs_reconfiguration',
       modified_at = greatest(clock_timestamp(), modified_at + interval '1 millisecond') where id = any ($1)`,
    [ids.held],
  );
  const fresh = await releasesWithOtherOptions(deps, sql, rollout, ids.moved);
  await sql.query(
    `update rollout_tenants set reached_at = clock_timestamp(),
       state = case when tenant_id = any ($2) then 'moved' when tenant_id = any ($3) then 'held' else 'skipped' end,
       is_init_due = tenant_id = any ($2) and from_release_id = any ($5)
     where rollout_id = $1 and tenant_id = any ($2::bigint[] || $3::bigint[] || $4::bigint[])`,
    [rollout.id, ids.moved, ids.held, ids.skipped, fresh],
  );
}

/** The old releases from which a move asks for new options. */
async function releasesWithOtherOptions(
  deps: ApplyPageDeps,
  sql: Sql,
  rollout: RolloutRecord,
  moved: readonly number[],
): Promise<number[]> {
  const options = dynamicText(await deps.schemasOf(rollout.releaseId));
  if (options === '[]') return [];
  const rows = await sql.query<{ id: number }>(
    `select distinct from_release_id as id from rollout_tenants
     where rollout_id = $1 and tenant_id = any ($2) and from_release_id is not null`,
    [rollout.id, moved],
  );
  const differs = await Promise.all(rows.map(async ({ id }) => dynamicText(await deps.schemasOf(id)) !== options));
  return rows.filter((_row, index) => differs[index]).map(({ id }) => id);
}

function dynamicText(schemas: ReleaseSchemas): string {
  return JSON.stringify(listDynamicProperties(schemas));
}
