import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { hostOfUrl } from '../../domain/source-control/source-connection.ts';
import { AppError } from '../../errors/app-error.ts';

interface ConnectionUse {
  readonly partnerId: number | null;
  readonly repositoryUrl: string | null;
  readonly sourceConnectionId: number | null;
}

/**
 * A connection serves the integrations of its own party, and repositories on its own host: or else whoever edits a repository's
 * URL could have another one's credential sent to a host of his.
 * @throws AppError invalid_input
 */
export async function checkSourceConnection(unit: UnitOfWork, use: ConnectionUse): Promise<void> {
  if (use.sourceConnectionId === null) return;
  const rows = await unit.query<{ host: string }>(
    'select host from source_connections where id = $1 and partner_id is not distinct from $2 for share',
    [use.sourceConnectionId, use.partnerId],
  );
  const connection = rows[0];
  if (connection === undefined) throw issue("is not the id of one of this party's connections");
  if (use.repositoryUrl === null || hostOfUrl(use.repositoryUrl) === connection.host) return;
  throw issue(`is a connection for ${connection.host}, where the repository is not`);
}

function issue(message: string): AppError {
  const issues = [{ pointer: '/source_connection_id', message }];
  return new AppError('invalid_input', 'The integration is not valid.', { issues });
}
