import type { RolloutPage, RolloutPageResult } from '../../contracts/rollout-workflow.ts';
import type { Database, Sql } from '../../db/database.ts';
import {
  listFormerReleases,
  lockPlacements,
  placeTenants,
  readPendingTenants,
  readTenantsOfPage,
  type TenantOfPage,
} from '../../db/stores/rollouts/rollout-page-store.ts';
import type { BulkSelection, RolloutRecord } from '../../db/stores/rollouts/rollout-store.ts';
import {
  holdTenants,
  lockTenantsById,
  moveTenants,
  readTenantValues,
} from '../../db/stores/tenants/tenant-release-store.ts';
import { listDynamicProperties } from '../../domain/manifest/dynamic-property.ts';
import type { JsonObject } from '../../domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import { placeTenant } from '../../domain/rollouts/placement.ts';
import { type ConfigSchemas, type ConfigsFit, fitConfigs, hasSameSchemas } from '../releases/index.ts';
import { requireRollout } from './require-rollout.ts';

export interface ApplyPageDeps {
  readonly db: Database;
  readonly schemas: ConfigSchemas;
  /** The schemas of a release, which never change. */
  readonly schemasOf: (releaseId: number) => Promise<ReleaseSchemas>;
}

/** What the check of a tenant's configs found. */
interface ConfigCheck {
  readonly version: string;
  readonly fit: ConfigsFit;
}

const OPTIMISTIC_ROUNDS = 4;

/**
 * Moves or holds the tenants of a page that the rollout has not reached yet. Configs are checked before any lock is taken;
 * a tenant that was changed in between is checked again.
 */
export async function applyPage(deps: ApplyPageDeps, page: RolloutPage): Promise<RolloutPageResult> {
  const rollout = await requireRollout(deps.db, page.rolloutId);
  let total: RolloutPageResult = { isStopped: false, moved: 0, held: 0 };
  for (let round = 1; ; round += 1) {
    const isLast = round > OPTIMISTIC_ROUNDS;
    const checks = isLast ? null : await checkPage(deps, deps.db, rollout, page);
    const result = await deps.db.transaction((sql) => writePage(deps, sql, page, checks));
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
): Promise<ReadonlyMap<number, ConfigCheck>> {
  const rows = await readPendingTenants(sql, page, tenantIds);
  const target = await deps.schemasOf(rollout.releaseId);
  const differing = await differingReleases(deps, rows, target);
  const values = await readValues(
    sql,
    rows.filter(({ releaseId }) => releaseId !== null && differing.has(releaseId)).map(({ id }) => id),
  );
  const entries = rows.map(async ({ id, version, releaseId }): Promise<[number, ConfigCheck]> => {
    const own = values.get(id);
    const from = releaseId === null ? undefined : differing.get(releaseId);
    return [id, { version, fit: own && from ? await fitConfigs(deps.schemas, own, from, target) : 'fits' }];
  });
  return new Map(await Promise.all(entries));
}

/** Returns those of the tenants' releases whose schemas are not the target's. */
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
  const rows = await readTenantValues(sql, tenantIds);
  return new Map(rows.map((row) => [row.id, row]));
}

type WriteResult = RolloutPageResult & { readonly isLeft: boolean };

const NOTHING: WriteResult = { isStopped: false, moved: 0, held: 0, isLeft: false };

/** `checks` null: checked under the locks, after others kept changing the tenants. */
async function writePage(
  deps: ApplyPageDeps,
  sql: Sql,
  page: RolloutPage,
  checks: ReadonlyMap<number, ConfigCheck> | null,
): Promise<WriteResult> {
  // Share: a decision waits for pages under way, and pages that come later see it.
  const rollout = await requireRollout(sql, page.rolloutId, 'share');
  if (rollout.state !== 'running') return { ...NOTHING, isStopped: true };
  const rows = await lockPage(sql, page);
  if (rows.length === 0) return NOTHING;
  const valid =
    checks ??
    (await checkPage(
      deps,
      sql,
      rollout,
      page,
      rows.map(({ id }) => id),
    ));
  // What could not be checked is checked again in the next round. In the last one the tenant stays as it is, and its next run checks.
  const certain = rows.filter((row) => {
    const check = valid.get(row.id);
    return check?.version === row.version && (checks === null || check.fit !== 'unknown');
  });
  const placed = certain.map((row) => {
    return {
      id: row.id,
      state: placeTenant({ ...row, fit: valid.get(row.id)?.fit ?? 'fits' }, rollout.releaseId),
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

async function lockPage(sql: Sql, page: RolloutPage): Promise<TenantOfPage[]> {
  const pending = (await lockPlacements(sql, page, 'toApply')).map(({ id }) => id);
  if (pending.length === 0) return [];
  await lockTenantsById(sql, pending);
  return readTenantsOfPage(sql, page.rolloutId, pending);
}

async function writeTenants(
  deps: ApplyPageDeps,
  sql: Sql,
  rollout: RolloutRecord,
  ids: Readonly<Record<'moved' | 'held' | 'skipped', readonly number[]>>,
): Promise<void> {
  const { id: rolloutId, releaseId, cause } = rollout;
  const { toChannel = null } = rollout.selection as Partial<BulkSelection>;
  await moveTenants(sql, { tenantIds: ids.moved, releaseId, ...(cause === 'bulk' && { channel: toChannel }) });
  await holdTenants(sql, ids.held);
  const initDueFrom = await releasesWithOtherOptions(deps, sql, rollout, ids.moved);
  await placeTenants(sql, { rolloutId, tenantIds: ids.moved, state: 'moved', initDueFrom });
  await placeTenants(sql, { rolloutId, tenantIds: ids.held, state: 'held' });
  await placeTenants(sql, { rolloutId, tenantIds: ids.skipped, state: 'skipped' });
}

/** Returns the former releases from which a move needs new options. */
async function releasesWithOtherOptions(
  deps: ApplyPageDeps,
  sql: Sql,
  rollout: RolloutRecord,
  moved: readonly number[],
): Promise<number[]> {
  const options = dynamicText(await deps.schemasOf(rollout.releaseId));
  if (options === '[]') return [];
  const former = await listFormerReleases(sql, rollout.id, moved);
  const differs = await Promise.all(former.map(async (id) => dynamicText(await deps.schemasOf(id)) !== options));
  return former.filter((_id, index) => differs[index]);
}

function dynamicText(schemas: ReleaseSchemas): string {
  return JSON.stringify(listDynamicProperties(schemas));
}
