import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { partnerExists } from '../../db/stores/partners/partner-store.ts';
import {
  insertSourceConnection,
  updateSourceConnection,
} from '../../db/stores/source-control/source-connection-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { violatedConstraint } from '../../db/violated-constraint.ts';
import type { Actor } from '../../domain/accounts/role.ts';
import { type SourceConnection, sourceConnectionSecret } from '../../domain/source-control/source-connection.ts';
import { AppError } from '../../errors/app-error.ts';
import { checkSourceConnection, type SourceConnectionValues } from './source-connection-rules.ts';

export interface CreateSourceConnectionInput extends SourceConnectionValues {
  readonly partnerId: number | null;
  readonly name: string;
}

/** @throws AppError invalid_input, name_taken */
export async function createSourceConnection(
  unit: UnitOfWork,
  actor: Actor,
  secrets: SecretStore,
  input: CreateSourceConnectionInput,
): Promise<SourceConnection> {
  const host = checkSourceConnection(input);
  const { partnerId, name, provider, username, secret } = input;
  if (partnerId !== null) await checkPartner(unit, partnerId);
  let connection = await insertSourceConnection(unit.em, { partnerId, name, provider, host, username }).catch(
    nameTaken,
  );
  if (secret !== null) {
    const secretId = await secrets.put(unit, sourceConnectionSecret(connection.id), secret);
    connection = await updateSourceConnection(unit.em, connection.id, { secretId });
  }
  await recordActivity(unit, {
    ...{ actor: actor.name, action: 'source_connection.created', subjectKind: 'source_connection' },
    ...{ subjectId: connection.id, partnerId, after: connection },
  });
  return connection;
}

async function checkPartner(unit: UnitOfWork, partnerId: number): Promise<void> {
  if (await partnerExists(unit, partnerId)) return;
  const issues = [{ pointer: '/partner_id', message: 'is not the id of a partner' }];
  throw new AppError('invalid_input', 'The connection is not valid.', { issues });
}

export function nameTaken(error: unknown): never {
  if (violatedConstraint(error) !== 'source_connections_name') throw error;
  throw new AppError('name_taken', 'A connection with this name exists already.');
}
