import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import {
  type ChannelRecord,
  deleteChannelRow,
  hasFollowers,
  insertChannel,
  lockChannel,
  readChannel,
  setChannelToLatest,
} from '../../db/stores/channels/channel-store.ts';
import { AppError } from '../../errors/app-error.ts';
import { requireReadyRelease } from './create-rollout.ts';

export interface ChannelTarget {
  readonly releaseId: number | null;
  readonly followsLatest: boolean;
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
  const id = await insertChannel(sql, input);
  if (id === null) throw new AppError('name_taken', 'The integration has a channel with this name already.');
  const channel = (await readChannel(sql, id)) as ChannelRecord;
  await record(sql, channel, { actor, action: 'channel.created', before: null, after: targetOf(channel) });
  return channel;
}

/** Lets a channel follow `latest` from now on; a release of its own it gets by a rollout. */
export async function letChannelFollowLatest(sql: Sql, actor: string, channel: ChannelRecord): Promise<void> {
  if (channel.followsLatest) return;
  await setChannelToLatest(sql, channel.id);
  const after = { release_id: null, follows_latest: true };
  await record(sql, channel, { actor, action: 'channel.updated', before: targetOf(channel), after });
}

/** @throws AppError conflict while tenants follow it */
export async function deleteChannel(sql: Sql, actor: string, channel: ChannelRecord): Promise<void> {
  await lockChannel(sql, channel.id);
  if (await hasFollowers(sql, { ...channel, isArchivedToo: true })) {
    throw new AppError('conflict', 'Tenants follow this channel: move them first.');
  }
  await deleteChannelRow(sql, channel.id);
  await record(sql, channel, { actor, action: 'channel.deleted', before: targetOf(channel), after: null });
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

interface ChannelChange {
  readonly actor: string;
  readonly action: string;
  readonly before: object | null;
  readonly after: object | null;
}

async function record(
  sql: Sql,
  channel: ChannelRecord,
  { actor, action, before, after }: ChannelChange,
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
