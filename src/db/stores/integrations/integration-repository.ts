import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Scope } from '../../../domain/accounts/role.ts';
import type { Integration } from '../../../domain/integrations/integration.ts';
import type { RetryPolicy } from '../../../domain/runs/retry-policy.ts';
import type { IntegrationLimits } from '../../../domain/runs/run-limits.ts';
import { toSchedulePolicy } from '../../../domain/schedules/schedule.ts';
import { contains } from '../../contains.ts';
import type { Database, Sql } from '../../database.ts';
import { IntegrationEntity, type IntegrationRow } from '../../entities/integration-entity.ts';
import {
  defineCountBy,
  defineList,
  type ListPage,
  type ListRequest,
  listRows,
  type SortColumn,
} from '../../list-rows.ts';
import { scopedKey } from '../scoped-key.ts';

export const INTEGRATION_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 'i.id', type: 'bigint' },
  name: { column: 'i.name', type: 'text' },
  long_name: { column: 'i.long_name', type: 'text' },
  created_date: { column: 'i.created_at', type: 'timestamptz' },
  modified_date: { column: 'i.modified_at', type: 'timestamptz' },
  repository_path: { column: 'i.repository_path', type: 'text' },
  repository_tracking_branch: { column: `coalesce(i.repository_tracking_branch, '')`, type: 'text' },
  repository_url: { column: `coalesce(i.repository_url, '')`, type: 'text' },
  type: { column: 'i.type', type: 'text' },
  default_release_id: { column: 'coalesce(i.default_release_id, 0)', type: 'bigint' },
  default_release_channel: { column: `coalesce(i.default_release_channel, '')`, type: 'text' },
  state: { column: 'i.state', type: 'text' },
  partner_id: { column: 'coalesce(i.partner_id, 0)', type: 'bigint' },
};

const INTEGRATIONS = defineList({
  from: 'integrations i',
  alias: 'i',
  filters: {
    scopePartnerId: 'i.partner_id = ?',
    partnerId: 'i.partner_id = ?',
    states: `case when i.archived_at is null then i.state else 'archived' end = any(?::text[])`,
    type: 'i.type = ?',
    search: '(i.name ilike ? or i.long_name ilike ?)',
    isArchived: 'i.archived_at is not null',
    isUnarchived: 'i.archived_at is null',
  },
  sortColumns: INTEGRATION_SORT_COLUMNS,
});

export type IntegrationFields = Omit<Integration, 'id' | 'archivedAt' | 'createdAt' | 'modifiedAt'>;

export interface IntegrationFilter {
  readonly isArchived: boolean | null;
  readonly partnerId?: number | undefined;
  /** `archived` for those that are, whichever their state. */
  readonly states?: readonly string[] | undefined;
  readonly type?: string | undefined;
  /** A part of one of its names, in whichever case. */
  readonly search?: string | undefined;
}

export async function insertIntegration(em: EntityManager, fields: IntegrationFields): Promise<Integration> {
  const row = em.create(IntegrationEntity, toRow(fields));
  await em.persist(row).flush();
  return toIntegration(row);
}

export async function findIntegration(em: EntityManager, scope: Scope, id: number): Promise<Integration | null> {
  const row = await em.findOne(IntegrationEntity, scopedKey(scope, id));
  return row && toIntegration(row);
}

/** Locks it until the transaction ends; `share` lets others read-lock it too. */
export async function lockIntegration(
  em: EntityManager,
  scope: Scope,
  id: number,
  strength: 'share' | 'update',
): Promise<Integration | null> {
  const lockMode = strength === 'share' ? LockMode.PESSIMISTIC_READ : LockMode.PESSIMISTIC_WRITE;
  const row = await em.findOne(IntegrationEntity, scopedKey(scope, id), { lockMode });
  return row && toIntegration(row);
}

/** Stores the given fields; `modifiedAt` always grows, so that it can serve as a version. */
export async function updateIntegration(
  em: EntityManager,
  id: number,
  fields: Partial<IntegrationFields> & { archivedAt?: Date | null },
): Promise<Integration> {
  const row = await em.findOneOrFail(IntegrationEntity, { id });
  em.assign(row, { ...toRow(fields), modifiedAt: laterThan(row.modifiedAt) });
  await em.flush();
  return toIntegration(row);
}

export async function listIntegrations(
  db: Database,
  scope: Scope,
  filter: IntegrationFilter,
  request: ListRequest,
): Promise<ListPage<Integration>> {
  const filters = {
    scopePartnerId: scope.partnerId ?? undefined,
    partnerId: filter.partnerId,
    states: filter.states,
    type: filter.type,
    search: filter.search === undefined ? undefined : contains(filter.search),
    isArchived: filter.isArchived === true || undefined,
    isUnarchived: filter.isArchived === false || undefined,
  };
  const page = await listRows<{ id: number }, keyof typeof filters>(db, INTEGRATIONS, filters, request);
  const em = db.em();
  return { ...page, items: page.items.map((row) => toIntegration(em.map(IntegrationEntity, row))) };
}

const countByState = defineCountBy(INTEGRATIONS, `case when i.archived_at is null then i.state else 'archived' end`);

/** Returns how many integrations there are in each state. */
export function countIntegrations(
  sql: Sql,
  scope: Scope,
  filter: { readonly partnerId: number | undefined },
): Promise<Record<string, number>> {
  return countByState(sql, { scopePartnerId: scope.partnerId ?? undefined, partnerId: filter.partnerId });
}

/** Now, or a millisecond after `previous` where the clock has not moved on. */
export function laterThan(previous: Date): Date {
  return new Date(Math.max(Date.now(), previous.getTime() + 1));
}

/** The column type of JSON objects has no optional keys. */
function toRow<Fields extends Partial<IntegrationFields>>(fields: Fields) {
  const { limits, retryPolicy, ...rest } = fields;
  return {
    ...rest,
    ...(limits === undefined ? {} : { limits: { ...limits } as Record<string, number> }),
    ...(retryPolicy === undefined ? {} : { retryPolicy: { ...retryPolicy } as Record<string, number> }),
  };
}

function toIntegration(row: IntegrationRow): Integration {
  return {
    id: row.id,
    partnerId: row.partnerId ?? null,
    name: row.name,
    longName: row.longName,
    type: row.type,
    state: row.state,
    repositoryUrl: row.repositoryUrl ?? null,
    repositoryTrackingBranch: row.repositoryTrackingBranch ?? null,
    repositoryPath: row.repositoryPath,
    sourceConnectionId: row.sourceConnectionId ?? null,
    shortDescription: row.shortDescription ?? null,
    longDescription: row.longDescription ?? null,
    externalLink: row.externalLink ?? null,
    defaultReleaseId: row.defaultReleaseId ?? null,
    defaultReleaseChannel: row.defaultReleaseChannel ?? null,
    limits: row.limits as IntegrationLimits,
    retryPolicy: row.retryPolicy as Partial<RetryPolicy>,
    runCap: row.runCap ?? null,
    schedulePolicy: toSchedulePolicy(row.schedulePolicy),
    archivedAt: row.archivedAt ?? null,
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
  };
}
