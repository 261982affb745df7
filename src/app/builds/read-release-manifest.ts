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

/** Linux takes no longer argument of a program. */
const MAX_COMMAND_BYTES = 131_071;
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
  await requireUsable(session, result.manifest);
  const warnings = result.warnings.map(({ code, message, line, column }) => ({ code, message, line, column }));
  for (const warning of result.warnings) session.log.hub(`manifest: warning: ${describe(warning)}`);
  return { path, manifest: result.manifest, warnings };
}

/** What every run of the release would fail by is found now. A check that could not be made is made again by the next attempt. */
async function requireUsable(session: BuildSession, manifest: Manifest): Promise<void> {
  for (const [name, command] of [
    ['build', manifest.build ?? ''],
    ['run', manifest.run],
  ] as const) {
    const sizeBytes = Buffer.byteLength(command);
    if (sizeBytes <= MAX_COMMAND_BYTES) continue;
    const message = `The ${name} command has ${sizeBytes} bytes; ${MAX_COMMAND_BYTES} are allowed: put it into a file of the repository.`;
    throw integrationFailure('manifest', message, 'manifest_invalid');
  }
  const compiled = await session.deps.compileSchemas(manifest);
  if (compiled.ok) return;
  const [issue] = compiled.issues;
  const message = issue?.message ?? 'The schemas of the manifest can not be used.';
  throw integrationFailure('manifest', message, 'manifest_invalid');
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
