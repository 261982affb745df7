import type { Manifest } from '../../domain/manifest/manifest.ts';
import type { BuildWarning } from '../../domain/releases/build-facts.ts';
import { describeMissingManifest, manifestPath } from '../releases/index.ts';
import { integrationFailure } from './build-failed-error.ts';
import type { BuildSession } from './build-session.ts';
import { gitDirectory } from './fetch-source.ts';

export interface ReleaseManifest {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly manifest: Manifest;
  readonly warnings: readonly BuildWarning[];
}

const MAX_LOGGED_FAULTS = 20;

/** Step `manifest`: read from git objects, never through the file system. */
export async function readReleaseManifest(session: BuildSession, commitSha: string): Promise<ReleaseManifest> {
  const path = manifestPath(session.order.repositoryPath);
  session.log.hub(`manifest: ${path}`);
  const { signal } = session;
  const text = await session.deps.git.readFile({ directory: gitDirectory(session), commitSha, path, signal });
  if (text === null) throw await missingManifest(session, commitSha, path);
  const result = await session.deps.parseManifest(text, path, signal);
  if (!result.ok) {
    const issues = result.issues.map(describe);
    for (const failure of issues.slice(0, MAX_LOGGED_FAULTS)) session.log.hub(`manifest: ${failure}`);
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more, see the log)` : '';
    throw integrationFailure('manifest', `${issues[0] ?? 'The manifest is not valid.'}${more}`, 'manifest_invalid');
  }
  const warnings = result.warnings.map(({ code, message, line, column }) => ({ code, message, line, column }));
  for (const warning of result.warnings) session.log.hub(`manifest: warning: ${describe(warning)}`);
  return { path, manifest: result.manifest, warnings };
}

async function missingManifest(session: BuildSession, commitSha: string, path: string): Promise<Error> {
  const where = { directory: gitDirectory(session), commitSha, path, signal: session.signal };
  const message = await describeMissingManifest(session.deps.git, where);
  return integrationFailure('manifest', message, 'manifest_missing');
}

function describe(note: {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}): string {
  return `${note.file}, line ${note.line}, column ${note.column}: ${note.message}`;
}
