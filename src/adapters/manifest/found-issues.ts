import type { ManifestIssue } from '../../domain/manifest/manifest.ts';

/** Collects what is found while a manifest is read. */
export interface FoundIssues {
  readonly issues: ManifestIssue[];
  readonly warnings: ManifestIssue[];
}

export function warn(notes: FoundIssues, pointer: string, code: string, message: string): void {
  notes.warnings.push({ pointer, code, message });
}

export function refuse(notes: FoundIssues, pointer: string, code: string, message: string): void {
  notes.issues.push({ pointer, code, message });
}
