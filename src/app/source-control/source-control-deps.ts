import type { Git } from '../../adapters/git/git.ts';
import type { ParseManifestResult } from '../../adapters/manifest/parse-manifest.ts';
import type { Database } from '../../db/database.ts';
import type { CredentialOf } from './credential-of.ts';

/** What source control needs of its worker. */
export interface SourceControlDeps {
  readonly db: Database;
  readonly git: Pick<Git, 'resolveRef' | 'fetchCommit' | 'readFile' | 'findFiles'>;
  readonly gitLimits: { readonly sizeBytes: number; readonly timeMs: number };
  readonly credentialOf: CredentialOf;
  /** The text is a stranger's: it is parsed where it can be ended. */
  readonly parseManifest: (text: Uint8Array, path: string, signal?: AbortSignal) => Promise<ParseManifestResult>;
  /** A folder of this machine for what a test fetches. */
  readonly stagingDirectory: string;
  /** Between two polls of a repository without webhooks, in milliseconds. */
  readonly pollMs: number;
  /** For the hub's own log. */
  readonly onError: (error: unknown, integrationId: number) => void;
}
