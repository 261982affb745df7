import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { ApiKey } from '../../../domain/accounts/api-key.ts';
import type { Role } from '../../../domain/accounts/role.ts';
import type { Database, Sql } from '../../database.ts';
import { ApiKeyEntity, type ApiKeyRow } from '../../entities/api-key-entity.ts';
import { defineList, type ListPage, type ListRequest, listRows, type SortColumn } from '../../list-rows.ts';
import { statement } from '../../statement.ts';

export const API_KEY_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 'k.id', type: 'bigint' },
  name: { column: 'k.name', type: 'text' },
  created_date: { column: 'k.created_at', type: 'timestamptz' },
};

const API_KEYS = defineList({ from: 'api_keys k', alias: 'k', filters: {}, sortColumns: API_KEY_SORT_COLUMNS });

export interface NewApiKey {
  readonly name: string;
  readonly prefix: string;
  readonly keyHash: string;
  readonly role: Role;
  readonly partnerId: number | null;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
}

export async function insertApiKey(em: EntityManager, key: NewApiKey): Promise<ApiKey> {
  const row = em.create(ApiKeyEntity, key);
  await em.persist(row).flush();
  return toApiKey(row);
}

/** Locks the key until the transaction ends. */
export async function lockApiKey(em: EntityManager, id: number): Promise<ApiKey | null> {
  const row = await em.findOne(ApiKeyEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return row && toApiKey(row);
}

export async function markApiKeyRevoked(em: EntityManager, id: number): Promise<ApiKey> {
  const row = await em.findOneOrFail(ApiKeyEntity, { id });
  row.revokedAt ??= new Date();
  await em.flush();
  return toApiKey(row);
}

export async function listApiKeys(db: Database, request: ListRequest): Promise<ListPage<ApiKey>> {
  const page = await listRows<{ id: number }>(db, API_KEYS, {}, request);
  const em = db.em();
  return { ...page, items: page.items.map((row) => toApiKey(em.map(ApiKeyEntity, row))) };
}

/** A key that may be used now. */
export interface LiveApiKey {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly partnerId: number | null;
  /** Its last use was not recorded for a minute. */
  readonly isUseStale: boolean;
}

const FIND_LIVE = statement<LiveApiKey>(`
  select id, name, role, partner_id as "partnerId",
    last_used_at is null or last_used_at < now() - interval '1 minute' as "isUseStale"
  from api_keys k where key_hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())
    and not exists (select 1 from partners p where p.id = k.partner_id and p.state = 'deactivated')`);

/** Returns the key with that hash; null where it is revoked, expired by the database's clock, or its partner is deactivated. */
export async function findLiveApiKey(sql: Sql, keyHash: string): Promise<LiveApiKey | null> {
  const [key] = await sql.query(FIND_LIVE, [keyHash]);
  return key ?? null;
}

const RECORD_USE = statement(`
  update api_keys set last_used_at = now()
  where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`);

export async function recordApiKeyUse(sql: Sql, id: number): Promise<void> {
  await sql.query(RECORD_USE, [id]);
}

function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role,
    partnerId: row.partnerId ?? null,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt ?? null,
    lastUsedAt: row.lastUsedAt ?? null,
    revokedAt: row.revokedAt ?? null,
  };
}

const FIND_API_KEY_NAME = statement<{ name: string }>(`select name from api_keys where id = $1`);

/** Returns what a key is called. */
export async function findApiKeyName(sql: Sql, id: number): Promise<string | null> {
  const [row] = await sql.query<{ name: string }>(FIND_API_KEY_NAME, [id]);
  return row?.name ?? null;
}
