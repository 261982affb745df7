import { lockConnectionHost } from '../../db/stores/source-control/source-connection-store.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { hostOfUrl } from '../../domain/source-control/source-connection.ts';
import { AppError } from '../../errors/app-error.ts';

interface ConnectionUse {
  readonly partnerId: number | null;
  readonly repositoryUrl: string | null;
  readonly sourceConnectionId: number | null;
}

/**
 * A connection serves the integrations of its own owner, and repositories on its own host. Otherwise anyone who edits the URL of a
 * repository could have another person's credential sent to another host.
 * @throws AppError invalid_input
 */
export async function checkSourceConnection(unit: UnitOfWork, use: ConnectionUse): Promise<void> {
  if (use.sourceConnectionId === null) return;
  const host = await lockConnectionHost(unit, use.sourceConnectionId, use.partnerId);
  if (host === null) throw issue("is not the id of one of this owner's connections");
  if (use.repositoryUrl === null || hostOfUrl(use.repositoryUrl) === host) return;
  throw issue(`is a connection for ${host}, where the repository is not`);
}

function issue(message: string): AppError {
  const issues = [{ pointer: '/source_connection_id', message }];
  return new AppError('invalid_input', 'The integration is not valid.', { issues });
}
