import type { RepositoryFailure, RepositoryStatus } from '../../../domain/source-control/repository-status.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly repository_url: string | null;
  readonly repository_tracking_branch: string | null;
  readonly repository_path: string;
  readonly source_connection_id: number | null;
  readonly has_webhook: boolean;
  readonly failure: RepositoryFailure | null;
  readonly head_sha: string | null;
  readonly head_at: Date | null;
  readonly last_push_at: Date | null;
  readonly last_delivery_at: Date | null;
  readonly polled_at: Date | null;
  readonly next_poll_at: Date | null;
}

const SELECT = `
  select i.id, i.name, i.repository_url, i.repository_tracking_branch, i.repository_path, i.source_connection_id,
    i.hook_token_hash is not null as has_webhook, w.failure,
    case when w.repository_url = i.repository_url and w.branch = i.repository_tracking_branch then w.head_sha end as head_sha,
    w.head_at, w.last_push_at, w.last_delivery_at, w.polled_at, w.next_poll_at
  from integrations i left join repository_watches w on w.integration_id = i.id`;

const READ = statement<Row>(`${SELECT} where i.id = $1`);

/** Null where there is no such integration. */
export async function readRepositoryStatus(sql: Sql, integrationId: number): Promise<RepositoryStatus | null> {
  const [row] = await sql.query(READ, [integrationId]);
  return row ? toStatus(row) : null;
}

const LIST = statement<Row>(
  `${SELECT} where i.source_connection_id = any($1::bigint[]) and i.archived_at is null order by i.id`,
);

/** Returns the repositories of these connections, of integrations that are not archived, by integration. */
export async function listRepositoriesOf(sql: Sql, connectionIds: readonly number[]): Promise<RepositoryStatus[]> {
  return (await sql.query(LIST, [connectionIds])).map(toStatus);
}

function toStatus(row: Row): RepositoryStatus {
  return {
    integrationId: row.id,
    integrationName: row.name,
    url: row.repository_url,
    branch: row.repository_tracking_branch,
    path: row.repository_path,
    sourceConnectionId: row.source_connection_id,
    state: row.failure !== null ? 'failing' : row.polled_at === null ? 'unknown' : 'ok',
    failure: row.failure,
    head: row.head_sha,
    headAt: row.head_at,
    lastPushAt: row.last_push_at,
    lastDeliveryAt: row.last_delivery_at,
    polledAt: row.polled_at,
    nextPollAt: row.next_poll_at,
    hasWebhook: row.has_webhook,
  };
}
