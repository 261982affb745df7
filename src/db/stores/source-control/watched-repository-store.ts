import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** A repository that is watched, with the head that was recorded last; the head belongs to this very URL and branch. */
export interface WatchedRepository {
  readonly integrationId: number;
  readonly partnerId: number | null;
  readonly url: string;
  readonly branch: string;
  readonly path: string;
  readonly sourceConnectionId: number | null;
  /** Null where URL or branch have changed since, or none was recorded. */
  readonly head: string | null;
  /** Grows with each head; what was seen under an older one is out of date. */
  readonly headVersion: number;
}

/** The condition that the repository of integration `i` is watched. */
export const IS_WATCHED = `i.type = 'Internal' and i.archived_at is null and i.repository_url is not null
  and coalesce(i.repository_tracking_branch, '') <> ''`;

const READ = statement<WatchedRepository>(`
  select i.id as "integrationId", i.partner_id as "partnerId", i.repository_url as url, i.repository_tracking_branch as branch,
    i.repository_path as path, i.source_connection_id as "sourceConnectionId",
    case when w.repository_url = i.repository_url and w.branch = i.repository_tracking_branch then w.head_sha end as head,
    w.head_version as "headVersion"
  from integrations i join repository_watches w on w.integration_id = i.id
  where i.id = $1 and ${IS_WATCHED}`);

/** Null where the integration has no watched repository. */
export async function readWatchedRepository(sql: Sql, integrationId: number): Promise<WatchedRepository | null> {
  const [repository] = await sql.query(READ, [integrationId]);
  return repository ?? null;
}

const WATCH_ONE = statement(`insert into repository_watches (integration_id) values ($1) on conflict do nothing`);

/** Makes the row that keeps what is known of an integration's repository. */
export async function ensureWatch(sql: Sql, integrationId: number): Promise<void> {
  await sql.query(WATCH_ONE, [integrationId]);
}

const WATCH_NEW = statement<{ integration_id: number }>(`
  insert into repository_watches (integration_id)
  select i.id from integrations i
  where ${IS_WATCHED} and not exists (select 1 from repository_watches w where w.integration_id = i.id)
  on conflict do nothing returning integration_id`);

/** Begins to watch the repositories that integrations have by now. Returns whether there was one. */
export async function watchNewRepositories(sql: Sql): Promise<boolean> {
  return (await sql.query(WATCH_NEW)).length > 0;
}

const SET_HEAD = statement(`
  update repository_watches set head_sha = $2, head_version = head_version + 1, head_at = clock_timestamp(),
    repository_url = $3, branch = $4 where integration_id = $1`);

/** Records the head of a locked repository, so that it makes no second release. */
export async function saveHead(
  sql: Sql,
  { integrationId, url, branch }: WatchedRepository,
  sha: string,
): Promise<void> {
  await sql.query(SET_HEAD, [integrationId, sha, url, branch]);
}

const MARK_PUSH = statement(`update repository_watches set last_push_at = clock_timestamp() where integration_id = $1`);

/** Records that a push was seen, by webhook or by polling. */
export async function markPush(sql: Sql, integrationId: number): Promise<void> {
  await sql.query(MARK_PUSH, [integrationId]);
}

const MARK_DELIVERY = statement(
  `update repository_watches set last_delivery_at = clock_timestamp() where integration_id = $1`,
);

/** Records that a webhook arrived. */
export async function markDelivery(sql: Sql, integrationId: number): Promise<void> {
  await sql.query(MARK_DELIVERY, [integrationId]);
}

export interface HookDelivery {
  readonly integrationId: number;
  /** Each of them identifies the delivery: the provider's id, and the digest of the body. */
  readonly keys: readonly string[];
  readonly before: string | null;
  readonly after: string | null;
}

const INSERT_DELIVERY = statement<{ delivery: string }>(`
  insert into hook_deliveries (integration_id, delivery, before_sha, after_sha)
  select $1, delivery, $3, $4 from unnest($2::text[]) delivery
  on conflict do nothing returning delivery`);

/** Remembers a delivery. Returns false where one of its keys was known. */
export async function insertDelivery(sql: Sql, delivery: HookDelivery): Promise<boolean> {
  const { integrationId, keys, before, after } = delivery;
  return (await sql.query(INSERT_DELIVERY, [integrationId, keys, before, after])).length === keys.length;
}

const PUSH_FROM = statement<{ delivery: string }>(
  `select delivery from hook_deliveries where integration_id = $1 and before_sha = $2 limit 1`,
);

/** Returns whether a push is known that moved the branch on from this commit. */
export async function isPushFromKnown(sql: Sql, integrationId: number, sha: string): Promise<boolean> {
  return (await sql.query(PUSH_FROM, [integrationId, sha])).length > 0;
}

const DELETE_DELIVERIES = statement<{ delivery: string }>(
  `delete from hook_deliveries where received_at < now() - make_interval(days => $1) returning delivery`,
);

/** Deletes deliveries older than `keptDays`. Returns how many. */
export async function deleteOldDeliveries(sql: Sql, keptDays: number): Promise<number> {
  return (await sql.query(DELETE_DELIVERIES, [keptDays])).length;
}

const POLL_SOON = statement(`update repository_watches set next_poll_at = clock_timestamp() where integration_id = $1`);

/** Makes a repository due at once. */
export async function pollSoon(sql: Sql, integrationId: number): Promise<void> {
  await sql.query(POLL_SOON, [integrationId]);
}

const POLL_CONNECTION_SOON = statement(`
  update repository_watches set next_poll_at = clock_timestamp()
  where integration_id in (select id from integrations where source_connection_id = $1)`);

/** Makes every repository of a connection due at once. */
export async function pollConnectionSoon(sql: Sql, connectionId: number): Promise<void> {
  await sql.query(POLL_CONNECTION_SOON, [connectionId]);
}

const SAVE_TEST = statement(`
  update repository_watches set test_id = $2, test_result = $3, tested_at = clock_timestamp() where integration_id = $1`);

export async function saveRepositoryTest(
  sql: Sql,
  test: { readonly integrationId: number; readonly testId: string; readonly result: object },
): Promise<void> {
  await sql.query(SAVE_TEST, [test.integrationId, test.testId, JSON.stringify(test.result)]);
}
