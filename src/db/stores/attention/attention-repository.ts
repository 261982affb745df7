import type { Scope } from '../../../domain/accounts/role.ts';
import type { AttentionFacts, AttentionKind } from '../../../domain/attention/describe-attention.ts';
import type { AdmissionCaps } from '../../../domain/runs/explain-wait.ts';
import type { RunFailure } from '../../../domain/runs/run-failure.ts';
import type { Sql } from '../../database.ts';
import { defineList, type ListPage, type ListRequest, listRows, type SortColumn } from '../../list-rows.ts';
import { statement } from '../../statement.ts';
import { readRunWaits } from '../runs/run-waits.ts';
import { ATTENTION } from './attention.ts';

export const ATTENTION_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  since: { column: 'e.since', type: 'timestamptz' },
};

const ENTRIES = defineList({
  from: `(${ATTENTION}) e join integrations i on i.id = e.integration_id`,
  alias: 'e',
  filters: {
    scopePartnerId: 'i.partner_id = ?',
    kind: 'e.kind = ?',
    tenantId: 'e.tenant_id = ?',
    integrationId: 'e.integration_id = ?',
    partnerId: 'i.partner_id = ?',
  },
  sortColumns: ATTENTION_SORT_COLUMNS,
});

export interface AttentionFilter {
  readonly kind?: AttentionKind | undefined;
  readonly tenantId?: number | undefined;
  readonly integrationId?: number | undefined;
  readonly partnerId?: number | undefined;
}

/** Something that needs attention, and whose it is. */
export interface AttentionRecord {
  readonly since: Date;
  readonly facts: AttentionFacts;
  readonly tenantId: number | null;
  readonly tenantName: string | null;
  readonly integrationId: number;
  readonly integrationName: string;
  readonly partnerId: number | null;
  readonly runId: number | null;
  readonly releaseId: number | null;
}

/** What needs attention now, of all kinds in one order. */
export async function listAttention(
  sql: Sql,
  caps: AdmissionCaps,
  scope: Scope,
  filter: AttentionFilter,
  request: ListRequest,
): Promise<ListPage<AttentionRecord>> {
  const filters = { ...filter, scopePartnerId: scope.partnerId ?? undefined };
  const page = await listRows<EntryRow, keyof typeof filters>(sql, ENTRIES, filters, request);
  return { ...page, items: await readRecords(sql, caps, page.items) };
}

interface EntryRow {
  readonly id: number;
  readonly kind: AttentionKind;
  readonly since: Date;
  readonly tenant_id: number | null;
  readonly integration_id: number;
  readonly subject_id: number;
}

interface DetailRow {
  readonly tenant: string | null;
  readonly integration: string;
  readonly partner_id: number | null;
  readonly failures: number | null;
  readonly failure: RunFailure | null;
  readonly init_error: string | null;
  readonly connector: string | null;
  readonly release_number: number | null;
  readonly build_error: string | null;
  readonly repository_error: string | null;
}

async function readRecords(sql: Sql, caps: AdmissionCaps, entries: readonly EntryRow[]): Promise<AttentionRecord[]> {
  if (entries.length === 0) return [];
  const column = <Key extends keyof EntryRow>(name: Key) => entries.map((entry) => entry[name]);
  const details = await sql.query(DETAILS, [
    column('kind'),
    column('tenant_id'),
    column('integration_id'),
    column('subject_id'),
  ]);
  const waiting = entries.filter(({ kind }) => kind === 'waiting').map((entry) => entry.subject_id);
  const waits = waiting.length === 0 ? new Map() : await readRunWaits(sql, caps, waiting);
  return entries.flatMap((entry, index) => {
    const detail = details[index];
    if (!detail) return [];
    const facts = toFacts(entry, detail, waits.get(entry.subject_id)?.waitingFor ?? null);
    return [toRecord(entry, detail, facts)];
  });
}

function toRecord(entry: EntryRow, detail: DetailRow, facts: AttentionFacts): AttentionRecord {
  return {
    since: entry.since,
    facts,
    tenantId: entry.tenant_id,
    tenantName: detail.tenant,
    integrationId: entry.integration_id,
    integrationName: detail.integration,
    partnerId: detail.partner_id,
    runId: ['failing', 'init_failed', 'waiting'].includes(entry.kind) ? entry.subject_id : null,
    releaseId: entry.kind === 'broken_build' ? entry.subject_id : null,
  };
}

function toFacts(
  entry: EntryRow,
  detail: DetailRow,
  wait: Extract<AttentionFacts, { kind: 'waiting' }>['wait'],
): AttentionFacts {
  const tenant = detail.tenant ?? detail.integration;
  switch (entry.kind) {
    case 'failing':
      return { kind: 'failing', tenant, failures: detail.failures ?? 1, failure: detail.failure ?? UNKNOWN };
    case 'init_failed':
      return { kind: 'init_failed', tenant, error: detail.init_error ?? UNKNOWN.message };
    case 'held':
      return { kind: 'held', tenant };
    case 'reconnect':
      return { kind: 'reconnect', owner: tenant, connector: detail.connector ?? 'its system' };
    case 'waiting':
      return { kind: 'waiting', tenant, runId: entry.subject_id, wait };
    case 'broken_build': {
      const { integration, release_number: release, build_error: error } = detail;
      return { kind: 'broken_build', integration, release: release ?? 0, error: error ?? UNKNOWN.message };
    }
    case 'unreachable_repository': {
      const { integration, repository_error: error } = detail;
      return { kind: 'unreachable_repository', integration, error: error ?? UNKNOWN.message };
    }
  }
}

/** Between the page and its details the next success may have come. */
const UNKNOWN: RunFailure = {
  ...{ class: 'platform', reason: 'internal', exit_code: null, signal: null },
  message: 'It is no longer known why.',
};

const DETAILS = statement<DetailRow>(`
  select t.name as tenant, i.name as integration, i.partner_id, x.failures, x.failure, f.error_message as init_error,
    c.name as connector, l.number as release_number, l.failure ->> 'message' as build_error, w.failure ->> 'message' as repository_error
  from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) with ordinality
      as e (kind, tenant_id, integration_id, subject_id, place)
    join integrations i on i.id = e.integration_id
    left join tenants t on t.id = e.tenant_id
    left join tenant_troubles x on e.kind = 'failing' and x.tenant_id = e.tenant_id
    left join tenant_refreshes f on e.kind = 'init_failed' and f.tenant_id = e.tenant_id
    left join connectors c on e.kind = 'reconnect' and c.id = e.subject_id
    left join releases l on e.kind = 'broken_build' and l.id = e.subject_id
    left join repository_watches w on e.kind = 'unreachable_repository' and w.integration_id = e.integration_id
  order by e.place`);
