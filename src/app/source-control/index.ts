/** What other use cases may use of this folder. */
export { checkSourceConnection } from './check-source-connection.ts';
export type { CredentialOf } from './credential-of.ts';
export type { RepositoryRules } from './repository-rules.ts';
