import type { Database } from '../../db/database.ts';
import {
  type AffectedGroup,
  type AffectedQuery,
  countAffectedByRelease,
  listAffectedTenants,
} from '../../db/stores/rollouts/affected-tenant-store.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import { diffSchemas, type SchemaChange } from '../../domain/rollouts/diff-schemas.ts';
import { type ConfigSchemas, fitConfigs, hasSameSchemas } from '../releases/index.ts';
import { channelsOf, type RolloutRequest, requireReadyRelease, requireTenants } from './create-rollout.ts';

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
    /** False where the time was up before all tenants were checked, or where some could not be checked. */
    readonly is_complete: boolean;
  };
}

export interface PreviewBounds {
  readonly timeMs: number;
  readonly tenants: number;
}

type PreviewRequest = Pick<RolloutRequest, 'integrationId' | 'cause' | 'channel' | 'releaseId' | 'selection'>;

/**
 * Returns what a rollout would do, without doing it.
 * @throws AppError invalid_input, release_not_ready
 */
export async function previewRollout(
  deps: PreviewDeps,
  request: PreviewRequest,
  bounds: PreviewBounds,
): Promise<RolloutPreview> {
  await requireReadyRelease(deps.db, request.integrationId, request.releaseId);
  await requireTenants(deps.db, request);
  const channels = await channelsOf(deps.db, request);
  const query = { ...request, channels, selection: request.selection ?? {} };
  const groups = await countAffectedByRelease(deps.db, query);
  const target = await deps.schemasOf(request.releaseId);
  const from = await Promise.all(groups.slice(0, MAX_GROUPS).map((group) => describeGroup(deps, group, target)));
  const incompatible = await findIncompatible(deps, groups, { query, target, bounds });
  return { tenants: countTenants(groups), from, incompatible };
}

async function describeGroup(
  deps: PreviewDeps,
  group: AffectedGroup,
  target: ReleaseSchemas,
): Promise<RolloutPreview['from'][number]> {
  const old = group.release_id === null ? NO_SCHEMAS : await deps.schemasOf(group.release_id);
  return {
    ...group,
    config_schema: diffSchemas(old.configSchema, target.configSchema),
    metadata_schema: diffSchemas(old.metadataSchema, target.metadataSchema),
  };
}

function countTenants(groups: readonly AffectedGroup[]): number {
  return groups.reduce((sum, group) => sum + group.tenants, 0);
}

const MAX_GROUPS = 5;
const MAX_NAMED_INCOMPATIBLE = 100;
const PAGE = 200;
const NO_SCHEMAS: ReleaseSchemas = { configSchema: null, configUiSchema: null, metadataSchema: null };

interface IncompatibleSearch {
  readonly query: AffectedQuery;
  readonly target: ReleaseSchemas;
  readonly bounds: PreviewBounds;
}

/** Checks affected tenants whose release has other schemas, page after page, until the bounds are reached. */
async function findIncompatible(
  deps: PreviewDeps,
  groups: readonly AffectedGroup[],
  { query, target, bounds }: IncompatibleSearch,
): Promise<RolloutPreview['incompatible']> {
  const releaseIds = await findDiffering(deps, groups, target);
  const found: number[] = [];
  const endsAt = performance.now() + bounds.timeMs;
  const alike = countTenants(groups.filter(({ release_id: id }) => id === null || !releaseIds.includes(id)));
  let seen = 0;
  let unknown = 0;
  for (let after = 0; releaseIds.length > 0; ) {
    if (performance.now() > endsAt || seen >= bounds.tenants)
      return toIncompatible(found, alike + seen - unknown, false);
    const page = await listAffectedTenants(deps.db, query, { releaseIds, after, limit: PAGE });
    const fits = await Promise.all(
      page.map(async (one) => fitConfigs(deps.schemas, one, await deps.schemasOf(one.release_id), target)),
    );
    found.push(...page.filter((_one, index) => fits[index] === 'breaks').map(({ id }) => id));
    unknown += fits.filter((fit) => fit === 'unknown').length;
    seen += page.length;
    after = page.at(-1)?.id ?? 0;
    if (page.length < PAGE) break;
  }
  return toIncompatible(found, alike + seen - unknown, unknown === 0);
}

function toIncompatible(
  found: readonly number[],
  checked: number,
  isComplete: boolean,
): RolloutPreview['incompatible'] {
  return { count: found.length, tenant_ids: found.slice(0, MAX_NAMED_INCOMPATIBLE), checked, is_complete: isComplete };
}

async function findDiffering(
  deps: PreviewDeps,
  groups: readonly AffectedGroup[],
  target: ReleaseSchemas,
): Promise<number[]> {
  const ids = groups.flatMap(({ release_id: id }) => id ?? []);
  const isSame = await Promise.all(ids.map(async (id) => hasSameSchemas(await deps.schemasOf(id), target)));
  return ids.filter((_id, index) => !isSame[index]);
}
