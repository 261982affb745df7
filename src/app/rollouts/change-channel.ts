import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { AppError } from '../../errors/app-error.ts';
import { requireReadyRelease } from './create-rollout.ts';

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

export interface ChannelTarget {
  readonly releaseId: number | null;
  readonly followsLatest: boolean;
}

const COLUMNS = `c.id, c.integration_id as "integrationId", i.partner_id as "partnerId", c.name, c.release_id as "releaseId",
  c.follows_latest as "followsLatest", c.created_at as "createdAt", c.modified_at as "modifiedAt"`;

export function listChannels(sql: Sql, integrationId: number): Promise<ChannelRecord[]> {
  return sql.query(
    `select ${COLUMNS} from channels c join integrations i on i.id = c.integration_id where c.integration_id = $1 order by c.name`,
    [integrationId],
  );
}

export async function readChannel(sql: Sql, id: number): Promise<ChannelRecord | null> {
  const rows = await sql.query<ChannelRecord>(
    `select ${COLUMNS} from channels c join integrations i on i.id = c.integration_id where c.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** @throws AppError name_taken, invalid_input, release_not_ready */
export async function createChannel(
  sql: Sql,
  actor: string,
  input: ChannelTarget & { readonly integrationId: number; readonly name: string },
): Promise<ChannelRecord> {
  checkTarget(input);
  if (['default', 'latest'].includes(input.name.toLowerCase())) {
    throw invalid('/name', 'Default and Latest are there already');
  }
  if (input.releaseId !== null) await requireReadyRelease(sql, input.integrationId, input.releaseId);
  const rows = await sql.query<{ id: number }>(
    `insert into channels (integration_id, name, release_id, follows_latest) values ($1, $2, $3, $4)
     on conflict (integration_id, name) do nothing returning id`,
    [input.integrationId, input.name, input.releaseId, input.followsLatest],
  );
  if (!rows[0]) throw new AppError('name_taken', 'The integration has a channel with this name already.');
  const channel = (await readChannel(sql, rows[0].id)) as ChannelRecord;
  await tell(sql, actor, 'channel.created', channel, null, targetOf(channel));
  return channel;
}

/** Lets a channel follow `latest` from now on; a release of its own it gets by a rollout. */
export async function letChannelFollowLatest(sql: Sql, actor: string, channel: ChannelRecord): Promise<void> {
  if (channel.followsLatest) return;
  await sql.query(
    `update channels set follows_latest = true, release_id = null, modified_at = clock_timestamp() where id = $1`,
    [channel.id],
  );
  await tell(sql, actor, 'channel.updated', channel, targetOf(channel), { release_id: null, follows_latest: true });
}

/** @throws AppError conflict while tenants follow it */
export async function deleteChannel(sql: Sql, actor: string, channel: ChannelRecord): Promise<void> {
  await sql.query(`select 1 from channels where id = $1 for update`, [channel.id]);
  const followers = await sql.query(
    `select 1 from tenants where integration_id = $1 and release_channel = $2 limit 1`,
    [channel.integrationId, channel.name],
  );
  if (followers.length > 0) throw new AppError('conflict', 'Tenants follow this channel: move them first.');
  await sql.query(`delete from channels where id = $1`, [channel.id]);
  await tell(sql, actor, 'channel.deleted', channel, targetOf(channel), null);
}

function checkTarget({ releaseId, followsLatest }: ChannelTarget): void {
  if ((releaseId !== null) === followsLatest) {
    throw invalid('/release_id', 'name a release or let the channel follow latest, one of them');
  }
}

const targetOf = (channel: ChannelRecord): object => ({
  release_id: channel.releaseId,
  follows_latest: channel.followsLatest,
});

async function tell(
  sql: Sql,
  actor: string,
  action: string,
  channel: ChannelRecord,
  before: object | null,
  after: object | null,
): Promise<void> {
  const { id, integrationId, partnerId, name } = channel;
  await recordActivity(sql, {
    ...{ actor, action, subjectKind: 'channel', subjectId: id, integrationId, partnerId },
    ...{ before: before && { name, ...before }, after: after && { name, ...after } },
  });
}

function invalid(pointer: string, message: string): AppError {
  return new AppError('invalid_input', 'The channel is not valid.', { issues: [{ pointer, message }] });
}
