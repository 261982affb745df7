import type { ManifestNote } from '../../domain/manifest/manifest.ts';

/** Collects what is found while a manifest is read. */
export interface Notes {
  readonly faults: ManifestNote[];
  readonly warnings: ManifestNote[];
}

export function warn(notes: Notes, pointer: string, code: string, message: string): void {
  notes.warnings.push({ pointer, code, message });
}

export function refuse(notes: Notes, pointer: string, code: string, message: string): void {
  notes.faults.push({ pointer, code, message });
}
