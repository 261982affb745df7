import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import {
  deleteSourceConnection,
  lockSourceConnection,
} from '../../db/stores/source-control/source-connection-repository.ts';
import {
  detachConnection,
  listIntegrationsOfConnection,
} from '../../db/stores/source-control/source-connection-store.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import { type SourceConnection, sourceConnectionSecret } from '../../domain/source-control/source-connection.ts';
import { AppError } from '../../errors/app-error.ts';

/** Removes a connection that no integration uses, and its secret. @throws AppError not_found, connection_in_use */
export async function removeSourceConnection(
  unit: UnitOfWork,
  actor: Actor,
  secrets: SecretStore,
  id: number,
): Promise<SourceConnection> {
  const connection = await lockSourceConnection(unit.em, scopeOf(actor), id);
  if (!connection) throw new AppError('not_found', 'There is no source connection with this id.');
  const users = await listIntegrationsOfConnection(unit, id, 5);
  if (users.length > 0) throw new AppError('connection_in_use', `It is still used by ${users.join(', ')}.`);
  await detachConnection(unit, id);
  await deleteSourceConnection(unit.em, id);
  await secrets.remove(unit, sourceConnectionSecret(id));
  await recordActivity(unit, {
    ...{ actor: actor.name, action: 'source_connection.removed', subjectKind: 'source_connection', subjectId: id },
    ...{ partnerId: connection.partnerId, before: connection },
  });
  return connection;
}
