import type { Sql } from '../../../src/db/database.ts';
import { type ChannelRecord, readChannel } from '../../../src/db/stores/channels/channel-store.ts';
import type { Scope } from '../../../src/domain/accounts/role.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** @throws AppError not_found, also where it belongs to another owner */
export async function requireChannel(sql: Sql, scope: Scope, id: number): Promise<ChannelRecord> {
  const channel = await readChannel(sql, id);
  if (channel && (scope.partnerId === null || scope.partnerId === channel.partnerId)) return channel;
  throw new AppError('not_found', 'There is no channel with this id.');
}
