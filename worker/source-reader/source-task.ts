import type { GitSettings } from '../../src/adapters/git/create-git.ts';
import type {
  CheckoutInput,
  FetchCommitInput,
  FindFilesInput,
  FoundFile,
  FoundSubmodule,
  ReadFileInput,
  ResolveRefInput,
} from '../../src/adapters/git/git.ts';
import type { GitStep } from '../../src/adapters/git/git-error.ts';
import type { ParseManifestResult } from '../../src/adapters/manifest/parse-manifest.ts';
import type { InputIssue } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/catalogue.ts';

type Sent<Input> = Omit<Input, 'signal' | 'onProgress' | 'onWarning' | 'onSubmodule'>;

/** The tasks of a process that reads sources. */
export type SourceTask =
  | { readonly kind: 'resolveRef'; readonly input: Sent<ResolveRefInput> }
  | { readonly kind: 'fetchCommit'; readonly input: Sent<FetchCommitInput> }
  | { readonly kind: 'readFile'; readonly input: ReadFileInput }
  | { readonly kind: 'findFiles'; readonly input: Sent<FindFilesInput> }
  | { readonly kind: 'checkout'; readonly input: Sent<CheckoutInput> }
  | { readonly kind: 'parseManifest'; readonly text: Uint8Array; readonly path: string };

interface SourceValues {
  readonly resolveRef: string;
  readonly fetchCommit: { readonly commitSha: string };
  readonly readFile: Uint8Array | null;
  readonly findFiles: readonly FoundFile[];
  /** The tar itself goes through the pipe. */
  readonly checkout: { readonly warnings: readonly string[]; readonly submodules: readonly FoundSubmodule[] };
  readonly parseManifest: ParseManifestResult;
}

export type SourceValue<Kind extends SourceTask['kind']> = SourceValues[Kind];

/** An error as it crosses the channel, which keeps neither classes nor fields. */
export interface SentError {
  readonly code: ErrorCode | null;
  readonly step: GitStep | null;
  readonly message: string;
  readonly issues: readonly InputIssue[];
  readonly stack: string;
}

export type SourceResult =
  | { readonly ok: true; readonly value: SourceValues[SourceTask['kind']] }
  | { readonly ok: false; readonly error: SentError };

/** What each process is sent first. */
export interface SourceSetup {
  readonly git: Pick<GitSettings, 'allowedHosts' | 'ownPorts' | 'isFileAllowed' | 'idleMs' | 'gitCommand'>;
  /** Certificates (PEM) that the hub's process trusts besides Node's own. */
  readonly extraCertificates: readonly string[];
}
