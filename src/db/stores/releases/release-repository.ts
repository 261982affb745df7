import type { EntityManager } from '@mikro-orm/postgresql';
import type { Scope } from '../../../domain/accounts/role.ts';
import type { Manifest } from '../../../domain/manifest/manifest.ts';
import type { Release, ReleaseFailure } from '../../../domain/releases/release.ts';
import type { ReleaseState } from '../../../domain/releases/release-state.ts';
import { contains } from '../../contains.ts';
import type { Database } from '../../database.ts';
import { ReleaseEntity, type ReleaseRow } from '../../entities/release-entity.ts';
import { defineList, type ListPage, type ListRequest, listRows, type SortColumn } from '../../list-rows.ts';
import { statement } from '../../statement.ts';

export const RELEASE_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 'r.id', type: 'bigint' },
  number: { column: 'r.number', type: 'integer' },
  created_date: { column: 'r.created_at', type: 'timestamptz' },
  modified_date: { column: 'r.modified_at', type: 'timestamptz' },
  name: { column: `coalesce(r.tag, 'release-' || r.number)`, type: 'text' },
  repository_tracking_branch: { column: 'r.branch', type: 'text' },
  run_command: { column: `coalesce(r.manifest->>'run', '')`, type: 'text' },
  tag: { column: `coalesce(r.tag, '')`, type: 'text' },
  config_version: { column: `coalesce(r.manifest->>'version', '')`, type: 'text' },
  state: { column: 'r.state', type: 'text' },
};

const RELEASES = defineList({
  from: 'releases r',
  alias: 'r',
  filters: { integrationId: 'r.integration_id = ?' },
  sortColumns: RELEASE_SORT_COLUMNS,
});

/** All of a release but its manifest, which may be large. */
const SUMMARY_COLUMNS = `r.id, r.integration_id, r.number, r.state, r.branch, r.is_tracking, r.commit_sha, r.tag, r.warnings, r.failure,
  r.requested_ref, r.retry_of, r.requested_by, r.queued_at, r.started_at, r.finished_at, r.artifact_size_bytes,
  r.artifact_removed_at, r.created_at, r.modified_at`;

const RELEASE_SUMMARIES = defineList({
  from: 'releases r join integrations i on i.id = r.integration_id',
  alias: 'r',
  columns: SUMMARY_COLUMNS,
  filters: {
    scopePartnerId: 'i.partner_id = ?',
    integrationId: 'r.integration_id = ?',
    partnerId: 'i.partner_id = ?',
    state: 'r.state = ?',
    branch: 'r.branch = ?',
    search: '(r.tag ilike ? or r.commit_sha ilike ? or i.long_name ilike ?)',
  },
  sortColumns: RELEASE_SORT_COLUMNS,
});

export interface ReleaseFilter {
  readonly integrationId?: number | undefined;
  readonly partnerId?: number | undefined;
  readonly state?: ReleaseState | undefined;
  readonly branch?: string | undefined;
  /** A part of the tag, the commit or the integration's name. */
  readonly search?: string | undefined;
}

/** Returns releases of the whole hub, without their manifests. */
export async function listReleaseSummaries(
  db: Database,
  scope: Scope,
  filter: ReleaseFilter,
  request: ListRequest,
): Promise<ListPage<Release>> {
  const filters = {
    ...filter,
    scopePartnerId: scope.partnerId ?? undefined,
    search: filter.search === undefined ? undefined : contains(filter.search),
  };
  const page = await listRows<{ id: number }, keyof typeof filters>(db, RELEASE_SUMMARIES, filters, request);
  const em = db.em();
  return { ...page, items: page.items.map((row) => toRelease(em.map(ReleaseEntity, row))) };
}

export async function findRelease(em: EntityManager, integrationId: number, id: number): Promise<Release | null> {
  const row = await em.findOne(ReleaseEntity, { id, integrationId });
  return row && toRelease(row);
}

/** The highest-numbered ready release of the tracking branch. */
export async function findLatestRelease(em: EntityManager, integrationId: number): Promise<Release | null> {
  const found = { integrationId, state: 'ready' as const, isTracking: true };
  const row = await em.findOne(ReleaseEntity, found, { orderBy: { number: 'desc' } });
  return row && toRelease(row);
}

const FIND_IN_SCOPE = statement(`
  select r.* from releases r join integrations i on i.id = r.integration_id
  where r.id = $1 and ($2::bigint is null or i.partner_id = $2)`);

/** Returns a release whose integration lies in the scope; null where there is none. */
export async function findReleaseInScope(db: Database, scope: Scope, id: number): Promise<Release | null> {
  const [row] = await db.query(FIND_IN_SCOPE, [id, scope.partnerId]);
  return row ? toRelease(db.em().map(ReleaseEntity, row)) : null;
}

export async function listReleases(
  db: Database,
  integrationId: number,
  request: ListRequest,
): Promise<ListPage<Release>> {
  const page = await listRows<{ id: number }, 'integrationId'>(db, RELEASES, { integrationId }, request);
  const em = db.em();
  return { ...page, items: page.items.map((row) => toRelease(em.map(ReleaseEntity, row))) };
}

function toRelease(row: ReleaseRow): Release {
  return {
    id: row.id,
    integrationId: row.integrationId,
    number: row.number,
    state: row.state,
    branch: row.branch,
    isTracking: row.isTracking,
    commitSha: row.commitSha ?? null,
    tag: row.tag ?? null,
    manifest: (row.manifest ?? null) as Manifest | null,
    warnings: row.warnings,
    failure: (row.failure ?? null) as ReleaseFailure | null,
    ref: isRef(row.requestedRef) ? row.requestedRef : null,
    retryOf: row.retryOf ?? null,
    requestedBy: row.requestedBy,
    queuedAt: row.queuedAt,
    startedAt: row.startedAt ?? null,
    finishedAt: row.finishedAt ?? null,
    artifactSizeBytes: row.artifactSizeBytes ?? null,
    artifactRemovedAt: row.artifactRemovedAt ?? null,
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
  };
}

function isRef(value: object): value is NonNullable<Release['ref']> {
  return 'kind' in value && 'name' in value;
}
