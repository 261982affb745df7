import type { GitCredential } from '../../adapters/git/git.ts';
import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import type { Sql } from '../../db/database.ts';
import { readConnectionAccount } from '../../db/stores/source-control/source-connection-store.ts';
import { hostOfUrl, sourceConnectionSecret, TOKEN_USERNAMES } from '../../domain/source-control/source-connection.ts';
import { AppError } from '../../errors/app-error.ts';

/** Returns the credential of a connection for one repository; null where it has no secret. */
export type CredentialOf = (sourceConnectionId: number, repositoryUrl: string) => Promise<GitCredential | null>;

/** Credentials are opened for one use at a time, and for repositories on the connection's own host only. */
export function createCredentialOf(sql: Sql, secrets: SecretStore): CredentialOf {
  return async (sourceConnectionId, repositoryUrl) => {
    const connection = await readConnectionAccount(sql, sourceConnectionId);
    if (connection === null) return null;
    if (hostOfUrl(repositoryUrl) !== connection.host) {
      const message = `The credential is for ${connection.host}, where the repository is not.`;
      throw new AppError('git_authentication', message);
    }
    const password = await secrets.read(sql, sourceConnectionSecret(sourceConnectionId));
    if (password === null) return null;
    return { username: connection.username ?? TOKEN_USERNAMES[connection.provider], password };
  };
}
