import { type Static, Type } from 'typebox';
import {
  REPOSITORY_STATES,
  type RepositoryStatus,
  worstState,
} from '../../src/domain/source-control/repository-status.ts';
import { SOURCE_PROVIDERS, type SourceConnection } from '../../src/domain/source-control/source-connection.ts';
import { Id, Nullable, OneOf, Time, toTime, toTimeOrNull } from './common-schema.ts';
import { RepositorySchema, toRepositoryJson } from './repository-schema.ts';

export const SourceProviderSchema = OneOf(SOURCE_PROVIDERS, 'SourceProvider');

export const SourceConnectionSchema = Type.Object(
  {
    id: Id,
    name: Type.String(),
    provider: SourceProviderSchema,
    host: Type.String(),
    username: Nullable(Type.String()),
    has_secret: Type.Boolean(),
    partner_id: Nullable(Id),
    status: OneOf(REPOSITORY_STATES),
    last_push_date: Nullable(Time),
    repositories: Type.Array(RepositorySchema),
    created_date: Time,
    modified_date: Time,
  },
  { $id: 'SourceConnection' },
);

/** `repositories` may be those of several connections. */
export function toSourceConnectionJson(
  connection: SourceConnection,
  repositories: readonly RepositoryStatus[],
): Static<typeof SourceConnectionSchema> {
  const own = repositories.filter((repository) => repository.sourceConnectionId === connection.id);
  return {
    id: connection.id,
    name: connection.name,
    provider: connection.provider,
    host: connection.host,
    username: connection.username,
    has_secret: connection.hasSecret,
    partner_id: connection.partnerId,
    status: worstState(own.map(({ state }) => state)),
    last_push_date: toTimeOrNull(newest(own.map(({ lastPushAt }) => lastPushAt))),
    repositories: own.map(toRepositoryJson),
    created_date: toTime(connection.createdAt),
    modified_date: toTime(connection.modifiedAt),
  };
}

function newest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((latest, time) => (latest === null || (time !== null && time > latest) ? time : latest), null);
}
