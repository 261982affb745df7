import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Scope } from '../../../domain/accounts/role.ts';
import type { SourceConnection } from '../../../domain/source-control/source-connection.ts';
import type { Database } from '../../database.ts';
import { SourceConnectionEntity, type SourceConnectionRow } from '../../entities/source-connection-entity.ts';
import { defineList, type ListPage, type ListRequest, listRows, type SortColumn } from '../../list-rows.ts';
import { laterThan } from '../integrations/integration-repository.ts';
import { scopedKey } from '../scoped-key.ts';

export const SOURCE_CONNECTION_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 'c.id', type: 'bigint' },
  name: { column: 'c.name', type: 'text' },
  created_date: { column: 'c.created_at', type: 'timestamptz' },
};

const SOURCE_CONNECTIONS = defineList({
  from: 'source_connections c',
  alias: 'c',
  filters: { partnerId: 'c.partner_id = ?' },
  sortColumns: SOURCE_CONNECTION_SORT_COLUMNS,
});

export type SourceConnectionFields = Pick<SourceConnection, 'partnerId' | 'name' | 'provider' | 'host' | 'username'>;

export async function insertSourceConnection(
  em: EntityManager,
  fields: SourceConnectionFields,
): Promise<SourceConnection> {
  const row = em.create(SourceConnectionEntity, fields);
  await em.persist(row).flush();
  return toSourceConnection(row);
}

export async function findSourceConnection(
  em: EntityManager,
  scope: Scope,
  id: number,
): Promise<SourceConnection | null> {
  const row = await em.findOne(SourceConnectionEntity, scopedKey(scope, id));
  return row && toSourceConnection(row);
}

/** Locks it until the transaction ends. */
export async function lockSourceConnection(
  em: EntityManager,
  scope: Scope,
  id: number,
): Promise<SourceConnection | null> {
  const row = await em.findOne(SourceConnectionEntity, scopedKey(scope, id), { lockMode: LockMode.PESSIMISTIC_WRITE });
  return row && toSourceConnection(row);
}

export async function updateSourceConnection(
  em: EntityManager,
  id: number,
  fields: Partial<SourceConnectionFields> & { readonly secretId?: number },
): Promise<SourceConnection> {
  const row = await em.findOneOrFail(SourceConnectionEntity, { id });
  em.assign(row, { ...fields, modifiedAt: laterThan(row.modifiedAt) });
  await em.flush();
  return toSourceConnection(row);
}

export async function deleteSourceConnection(em: EntityManager, id: number): Promise<void> {
  await em.nativeDelete(SourceConnectionEntity, { id });
}

export async function listSourceConnections(
  db: Database,
  scope: Scope,
  request: ListRequest,
): Promise<ListPage<SourceConnection>> {
  const filters = { partnerId: scope.partnerId ?? undefined };
  const page = await listRows<{ id: number }, 'partnerId'>(db, SOURCE_CONNECTIONS, filters, request);
  const em = db.em();
  return { ...page, items: page.items.map((row) => toSourceConnection(em.map(SourceConnectionEntity, row))) };
}

function toSourceConnection(row: SourceConnectionRow): SourceConnection {
  return {
    id: row.id,
    partnerId: row.partnerId ?? null,
    name: row.name,
    provider: row.provider,
    host: row.host,
    username: row.username ?? null,
    hasSecret: row.secretId !== null && row.secretId !== undefined,
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
  };
}
