import type { Manifest, ManifestNote } from '../../domain/manifest/manifest.ts';
import { decodeManifest } from './decode-manifest.ts';
import type { LocatedNote } from './locate-values.ts';
import { offsetOf } from './located-value.ts';
import { readManifest } from './read-manifest.ts';
import { readYaml } from './read-yaml.ts';
import { sourcePositions } from './source-positions.ts';

/** What is wrong with one place of a manifest, and what to do about it. */
export interface ManifestFault extends ManifestNote {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** What was accepted although it is untidy. */
export type ManifestWarning = ManifestFault;

export type ParseManifestResult =
  | { readonly ok: true; readonly manifest: Manifest; readonly warnings: readonly ManifestWarning[] }
  | { readonly ok: false; readonly faults: readonly ManifestFault[] };

const MAX_NOTES = 100;

/**
 * Reads a PANDIUM.yaml; never throws, whatever the text, and takes bounded time.
 * @param path names the file in faults and warnings
 */
export function parseManifest(text: string | Uint8Array, path: string): ParseManifestResult {
  const decoded = decodeManifest(text);
  const position = sourcePositions(decoded.text);
  const atOffset = ({ offset, code, message }: LocatedNote, pointer = ''): ManifestFault => ({
    file: path,
    ...position(offset),
    pointer,
    code,
    message,
  });
  if (decoded.fault !== null) return { ok: false, faults: [atOffset(decoded.fault)] };
  const yaml = readYaml(decoded.text);
  if (!yaml.ok) return { ok: false, faults: yaml.faults.map((fault) => atOffset(fault)) };
  const atPointer = ({ pointer, code, message }: ManifestNote) =>
    atOffset({ offset: offsetOf(yaml.root, pointer), code, message }, pointer);
  const read = readManifest(yaml.root);
  if (!read.ok) return { ok: false, faults: read.faults.slice(0, MAX_NOTES).map(atPointer) };
  const warnings = [...yaml.warnings.map((warning) => atOffset(warning)), ...read.warnings.map(atPointer)];
  return { ok: true, manifest: read.manifest, warnings: warnings.slice(0, MAX_NOTES) };
}
