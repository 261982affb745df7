import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import {
  lockSourceConnection,
  updateSourceConnection,
} from '../../db/stores/source-control/source-connection-repository.ts';
import { listIntegrationsOfConnection } from '../../db/stores/source-control/source-connection-store.ts';
import { pollConnectionSoon } from '../../db/stores/source-control/watched-repository-store.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import { changedFields } from '../../domain/changed-fields.ts';
import { type SourceConnection, sourceConnectionSecret } from '../../domain/source-control/source-connection.ts';
import { AppError } from '../../errors/app-error.ts';
import { nameTaken } from './create-source-connection.ts';
import { checkSourceConnection } from './source-connection-rules.ts';

export interface SourceConnectionPatch {
  readonly name?: string;
  readonly host?: string;
  readonly username?: string | null;
  /** Left out = the present one stays. */
  readonly secret?: string;
}

const FIELDS = ['name', 'host', 'username', 'hasSecret'] as const;

/** Changes the given fields; polls what uses the connection again soon. @throws AppError not_found, invalid_input, name_taken */
export async function patchSourceConnection(
  unit: UnitOfWork,
  actor: Actor,
  secrets: SecretStore,
  id: number,
  patch: SourceConnectionPatch,
): Promise<SourceConnection> {
  const old = await lockSourceConnection(unit.em, scopeOf(actor), id);
  if (!old) throw new AppError('not_found', 'There is no source connection with this id.');
  const { secret, ...fields } = patch;
  const host = checkSourceConnection({ ...old, ...fields, secret: secret ?? null });
  if (host !== old.host) await checkMove(unit, old, secret);
  const secretId =
    secret === undefined ? {} : { secretId: await secrets.put(unit, sourceConnectionSecret(id), secret) };
  const connection = await updateSourceConnection(unit.em, id, { ...fields, host, ...secretId }).catch(nameTaken);
  await pollConnectionSoon(unit, id);
  const { before, after } = changedFields(old, connection, FIELDS);
  await recordActivity(unit, {
    ...{ actor: actor.name, action: 'source_connection.updated', subjectKind: 'source_connection', subjectId: id },
    ...{ partnerId: connection.partnerId, before, after: { ...after, ...(secret && { secret: 'replaced' }) } },
  });
  return connection;
}

/** The stored secret may not reach another host, nor may repositories use a connection of another host. */
async function checkMove(unit: UnitOfWork, old: SourceConnection, secret: string | undefined): Promise<void> {
  if (old.hasSecret && secret === undefined) {
    throw invalidHost('is changed together with the secret only: enter the secret for the new host');
  }
  if ((await listIntegrationsOfConnection(unit, old.id, 1)).length > 0) {
    throw invalidHost('can not be changed while repositories use the connection');
  }
}

function invalidHost(message: string): AppError {
  return new AppError('invalid_input', 'The connection is not valid.', { issues: [{ pointer: '/host', message }] });
}
