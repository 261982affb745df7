import type { Database } from '../../db/database.ts';
import type { JsonObject } from '../../domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import { diffSchemas, type SchemaChange } from '../../domain/rollouts/diff-schemas.ts';
import { breaksConfigs, type ConfigSchemas, hasSameSchemas } from '../releases/index.ts';
import { AFFECTED, AFFECTED_VALUE_COUNT, affectedValues } from './affected-tenants.ts';
import { channelsOf, type RolloutRequest, requireReadyRelease } from './create-rollout.ts';

export interface PreviewDeps {
  readonly db: Database;
  readonly schemas: ConfigSchemas;
  readonly schemasOf: (releaseId: number) => Promise<ReleaseSchemas>;
}

export interface RolloutPreview {
  readonly tenants: number;
  /** By the release that they are on now, the most frequent five. */
  readonly from: readonly {
    readonly release_id: number | null;
    readonly tenants: number;
    readonly config_schema: readonly SchemaChange[];
    readonly metadata_schema: readonly SchemaChange[];
  }[];
  readonly incompatible: {
    readonly count: number;
    /** The first hundred. */
    readonly tenant_ids: readonly number[];
    readonly checked: number;
    /** False where the time was up before all tenants were looked at. */
    readonly is_complete: boolean;
  };
}

export interface PreviewBounds {
  readonly timeMs: number;
  readonly tenants: number;
}

type PreviewRequest = Pick<RolloutRequest, 'integrationId' | 'cause' | 'channel' | 'releaseId' | 'selection'>;

/**
 * What a rollout would do, without doing it.
 * @throws AppError invalid_input, release_not_ready
 */
export async function previewRollout(
  deps: PreviewDeps,
  request: PreviewRequest,
  bounds: PreviewBounds,
): Promise<RolloutPreview> {
  await requireReadyRelease(deps.db, request.integrationId, request.releaseId);
  const channels = await channelsOf(deps.db, request);
  const values = affectedValues({ ...request, channels, selection: request.selection ?? {} });
  const groups = await deps.db.query<{ release_id: number | null; tenants: number }>(
    `select t.release_id, count(*) as tenants from tenants t where ${AFFECTED} group by 1 order by 2 desc, 1`,
    values,
  );
  const target = await deps.schemasOf(request.releaseId);
  const from = groups.slice(0, MAX_GROUPS).map(async (group) => {
    const old = group.release_id === null ? NO_SCHEMAS : await deps.schemasOf(group.release_id);
    return {
      ...group,
      config_schema: diffSchemas(old.configSchema, target.configSchema),
      metadata_schema: diffSchemas(old.metadataSchema, target.metadataSchema),
    };
  });
  const incompatible = await findIncompatible(deps, groups, { values, target, bounds });
  return {
    tenants: groups.reduce((sum, group) => sum + group.tenants, 0),
    from: await Promise.all(from),
    incompatible,
  };
}

const MAX_GROUPS = 5;
const MAX_NAMED_INCOMPATIBLE = 100;
const PAGE = 200;
const NO_SCHEMAS: ReleaseSchemas = { configSchema: null, configUiSchema: null, metadataSchema: null };

interface IncompatibleSearch {
  readonly values: readonly unknown[];
  readonly target: ReleaseSchemas;
  readonly bounds: PreviewBounds;
}

interface Candidate {
  readonly id: number;
  readonly release_id: number;
  readonly configs: JsonObject;
  readonly metadata: JsonObject;
}

async function findIncompatible(
  deps: PreviewDeps,
  groups: readonly { readonly release_id: number | null; readonly tenants: number }[],
  search: IncompatibleSearch,
): Promise<RolloutPreview['incompatible']> {
  const differing = await findDiffering(deps, groups, search.target);
  const found: number[] = [];
  const endsAt = performance.now() + search.bounds.timeMs;
  let checked = groups
    .filter(({ release_id: id }) => id === null || !differing.includes(id))
    .reduce((sum, one) => sum + one.tenants, 0);
  let looked = 0;
  for (let after = 0; differing.length > 0; ) {
    if (performance.now() > endsAt || looked >= search.bounds.tenants) return incompatible(found, checked, false);
    const page = await deps.db.query<Candidate>(CANDIDATES, [...search.values, differing, after, PAGE]);
    const broken = await Promise.all(
      page.map(async (one) => breaksConfigs(deps.schemas, one, await deps.schemasOf(one.release_id), search.target)),
    );
    found.push(...page.filter((_one, index) => broken[index]).map(({ id }) => id));
    checked += page.length;
    looked += page.length;
    after = page.at(-1)?.id ?? 0;
    if (page.length < PAGE) break;
  }
  return incompatible(found, checked, true);
}

const incompatible = (
  found: readonly number[],
  checked: number,
  isComplete: boolean,
): RolloutPreview['incompatible'] => {
  return { count: found.length, tenant_ids: found.slice(0, MAX_NAMED_INCOMPATIBLE), checked, is_complete: isComplete };
};

const CANDIDATES = `
  select t.id, t.release_id, t.configs, coalesce(m.data, '{}'::jsonb) as metadata
  from tenants t left join tenant_metadata m on m.tenant_id = t.id
  where ${AFFECTED} and t.release_id = any ($${AFFECTED_VALUE_COUNT + 1}::bigint[]) and t.id > $${AFFECTED_VALUE_COUNT + 2}
  order by t.id limit $${AFFECTED_VALUE_COUNT + 3}`;

async function findDiffering(
  deps: PreviewDeps,
  groups: readonly { readonly release_id: number | null }[],
  target: ReleaseSchemas,
): Promise<number[]> {
  const ids = groups.flatMap(({ release_id: id }) => id ?? []);
  const isSame = await Promise.all(ids.map(async (id) => hasSameSchemas(await deps.schemasOf(id), target)));
  return ids.filter((_id, index) => !isSame[index]);
}
