import { type Static, Type } from 'typebox';
import type { ChannelRecord } from '../../src/db/stores/channels/channel-store.ts';
import { Id, Nullable, Time, toTime } from './common-schema.ts';

export const ChannelSchema = Type.Object(
  {
    id: Id,
    integration_id: Id,
    name: Type.String(),
    release_id: Nullable(Id),
    follows_latest: Type.Boolean(),
    created_date: Time,
    modified_date: Time,
  },
  { $id: 'Channel' },
);

export function toChannelJson(channel: ChannelRecord): Static<typeof ChannelSchema> {
  return {
    id: channel.id,
    integration_id: channel.integrationId,
    name: channel.name,
    release_id: channel.releaseId,
    follows_latest: channel.followsLatest,
    created_date: toTime(channel.createdAt),
    modified_date: toTime(channel.modifiedAt),
  };
}
