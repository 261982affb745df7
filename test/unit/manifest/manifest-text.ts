import { type LocatedManifestIssue, parseManifest } from '../../../src/adapters/manifest/parse-manifest.ts';
import type { Manifest } from '../../../src/domain/manifest/manifest.ts';

/** A small valid manifest with more lines at its end. */
export function manifestText(more = '', head = 'version: 0.4\nbase: node:22\nrun: node .'): string {
  return `${head}\n${more}`;
}

export function parsed(text: string): {
  readonly manifest: Manifest;
  readonly warnings: readonly LocatedManifestIssue[];
} {
  const result = parseManifest(text, 'PANDIUM.yaml');
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.issues)}`);
  return result;
}

export function refused(text: string | Uint8Array): readonly LocatedManifestIssue[] {
  const result = parseManifest(text, 'PANDIUM.yaml');
  if (result.ok) throw new Error(`accepted with ${JSON.stringify(result.warnings)}`);
  return result.issues;
}

/** `line:column code` of each note, for short expectations. */
export function places(notes: readonly LocatedManifestIssue[]): readonly string[] {
  return notes.map((note) => `${note.line}:${note.column} ${note.code}`);
}
