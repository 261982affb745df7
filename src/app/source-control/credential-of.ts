import type { GitCredential } from '../../adapters/git/git.ts';
import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import type { Sql } from '../../db/database.ts';
import {
  hostOfUrl,
  type SourceProvider,
  sourceConnectionSecret,
  TOKEN_USERNAMES,
} from '../../domain/source-control/source-connection.ts';
import { AppError } from '../../errors/app-error.ts';

interface ConnectionRow {
  readonly provider: SourceProvider;
  readonly host: string;
  readonly username: string | null;
}

/** Answers the credential of a connection for one repository; null where it has no secret. */
export type CredentialOf = (sourceConnectionId: number, repositoryUrl: string) => Promise<GitCredential | null>;

/** Credentials are opened for one use at a time, and for repositories on the connection's own host only. */
export function createCredentialOf(sql: Sql, secrets: SecretStore): CredentialOf {
  return async (sourceConnectionId, repositoryUrl) => {
    const rows = await sql.query<ConnectionRow>(
      'select provider, host, username from source_connections where id = $1',
      [sourceConnectionId],
    );
    const connection = rows[0];
    if (connection === undefined) return null;
    if (hostOfUrl(repositoryUrl) !== connection.host) {
      const message = `The credential is for ${connection.host}, where the repository is not.`;
      throw new AppError('git_authentication', message);
    }
    const password = await secrets.read(sql, sourceConnectionSecret(sourceConnectionId));
    if (password === null) return null;
    return { username: connection.username ?? TOKEN_USERNAMES[connection.provider], password };
  };
}
