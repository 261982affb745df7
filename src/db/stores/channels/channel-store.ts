import { defineList, type ListPage, type ListRequest, listRows, type SortColumn } from '../../list-rows.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface ChannelRecord {
  readonly id: number;
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly name: string;
  readonly releaseId: number | null;
  readonly followsLatest: boolean;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

const COLUMNS = `c.id, c.integration_id as "integrationId", i.partner_id as "partnerId", c.name, c.release_id as "releaseId",
  c.follows_latest as "followsLatest", c.created_at as "createdAt", c.modified_at as "modifiedAt"`;
const FROM = 'channels c join integrations i on i.id = c.integration_id';
const SELECT = `select ${COLUMNS} from ${FROM}`;

export const CHANNEL_SORT_COLUMNS: Readonly<Record<string, SortColumn>> = {
  id: { column: 'c.id', type: 'bigint' },
  name: { column: 'c.name', type: 'text' },
  created_date: { column: 'c.created_at', type: 'timestamptz' },
  modified_date: { column: 'c.modified_at', type: 'timestamptz' },
};

const CHANNELS = defineList({
  from: FROM,
  alias: 'c',
  columns: COLUMNS,
  filters: { integrationId: 'c.integration_id = ?' },
  sortColumns: CHANNEL_SORT_COLUMNS,
});

export function listChannels(sql: Sql, integrationId: number, request: ListRequest): Promise<ListPage<ChannelRecord>> {
  return listRows<ChannelRecord, 'integrationId'>(sql, CHANNELS, { integrationId }, request);
}

const READ = statement<ChannelRecord>(`${SELECT} where c.id = $1`);

export async function readChannel(sql: Sql, id: number): Promise<ChannelRecord | null> {
  const [channel] = await sql.query(READ, [id]);
  return channel ?? null;
}

export interface NewChannel {
  readonly integrationId: number;
  readonly name: string;
  readonly releaseId: number | null;
  readonly followsLatest: boolean;
}

const INSERT = statement<{ id: number }>(`
  insert into channels (integration_id, name, release_id, follows_latest) values ($1, $2, $3, $4)
  on conflict (integration_id, name) do nothing returning id`);

/** Returns the new channel's id; null where the integration has one of this name. */
export async function insertChannel(sql: Sql, channel: NewChannel): Promise<number | null> {
  const { integrationId, name, releaseId, followsLatest } = channel;
  const [row] = await sql.query(INSERT, [integrationId, name, releaseId, followsLatest]);
  return row?.id ?? null;
}

const FOLLOW_LATEST = statement(
  `update channels set follows_latest = true, release_id = null, modified_at = clock_timestamp() where id = $1`,
);

export async function setChannelToLatest(sql: Sql, id: number): Promise<void> {
  await sql.query(FOLLOW_LATEST, [id]);
}

const LOCK = statement(`select id from channels where id = $1 for update`);

export async function lockChannel(sql: Sql, id: number): Promise<void> {
  await sql.query(LOCK, [id]);
}

const DELETE = statement(`delete from channels where id = $1`);

export async function deleteChannelRow(sql: Sql, id: number): Promise<void> {
  await sql.query(DELETE, [id]);
}

const FOLLOWER = statement<{ id: number }>(
  `select id from tenants where integration_id = $1 and release_channel = $2 and ($3 or archived_at is null) limit 1`,
);

/** Returns whether a tenant follows the channel; `isArchivedToo` counts archived ones. */
export async function hasFollowers(
  sql: Sql,
  channel: { readonly integrationId: number; readonly name: string; readonly isArchivedToo: boolean },
): Promise<boolean> {
  const { integrationId, name, isArchivedToo } = channel;
  return (await sql.query(FOLLOWER, [integrationId, name, isArchivedToo])).length > 0;
}

const RELEASE_OF = statement<{ id: number | null }>(`select channel_release_id($1, $2) as id`);

/** Returns the release that a channel points to now; null where it points to none. */
export async function readChannelRelease(sql: Sql, integrationId: number, name: string): Promise<number | null> {
  const [row] = await sql.query(RELEASE_OF, [integrationId, name]);
  return row?.id ?? null;
}

const NAMES_OF_LATEST = statement<{ name: string }>(
  `select name from channels where integration_id = $1 and follows_latest order by name`,
);

/** Returns the named channels that follow `Latest`. */
export async function listChannelsOfLatest(sql: Sql, integrationId: number): Promise<string[]> {
  return (await sql.query(NAMES_OF_LATEST, [integrationId])).map(({ name }) => name);
}

const POINT = statement<{ id: number }>(`
  update channels set release_id = $3, follows_latest = false, modified_at = clock_timestamp()
  where integration_id = $1 and name = $2 returning id`);

/** Lets a named channel point to a release; false where there is no such channel. */
export async function pointChannel(
  sql: Sql,
  channel: { readonly integrationId: number; readonly name: string; readonly releaseId: number },
): Promise<boolean> {
  return (await sql.query(POINT, [channel.integrationId, channel.name, channel.releaseId])).length > 0;
}

const POINT_DEFAULT = statement<{ id: number }>(`
  update integrations set default_release_id = $2, modified_at = greatest(clock_timestamp(), modified_at + interval '1 millisecond')
  where id = $1 returning id`);

/** Sets the default release of an integration, which is what its channel `Default` points to. */
export async function pointDefaultChannel(sql: Sql, integrationId: number, releaseId: number): Promise<boolean> {
  return (await sql.query(POINT_DEFAULT, [integrationId, releaseId])).length > 0;
}

export interface ChannelReturn {
  readonly integrationId: number;
  readonly name: string;
  /** Where it points now; one that points elsewhere stays. */
  readonly from: number;
  readonly to: number | null;
}

const RETURN_NAMED = statement(`
  update channels set release_id = $4, modified_at = clock_timestamp()
  where integration_id = $1 and name = $2 and release_id = $3 and not follows_latest`);
const RETURN_DEFAULT = statement(`
  update integrations set default_release_id = $3, modified_at = greatest(clock_timestamp(), modified_at + interval '1 millisecond')
  where id = $1 and default_release_id = $2`);

/** Lets a named channel point back to where it pointed before a rollout. */
export async function returnChannel(sql: Sql, { integrationId, name, from, to }: ChannelReturn): Promise<void> {
  await sql.query(RETURN_NAMED, [integrationId, name, from, to]);
}

/** Lets the channel `Default` point back to where it pointed before a rollout. */
export async function returnDefaultChannel(sql: Sql, channel: Omit<ChannelReturn, 'name'>): Promise<void> {
  await sql.query(RETURN_DEFAULT, [channel.integrationId, channel.from, channel.to]);
}
