import type { Manifest, ManifestIssue } from '../../domain/manifest/manifest.ts';
import { decodeManifest } from './decode-manifest.ts';
import type { LocatedIssue } from './locate-values.ts';
import { offsetOf } from './located-value.ts';
import { readManifest } from './read-manifest.ts';
import { readYaml } from './read-yaml.ts';
import { sourcePositions } from './source-positions.ts';

/** What is wrong with one place of a manifest, and what to do about it. */
export interface LocatedManifestIssue extends ManifestIssue {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** What was accepted although it is untidy. */
export type ManifestWarning = LocatedManifestIssue;

export type ParseManifestResult =
  | { readonly ok: true; readonly manifest: Manifest; readonly warnings: readonly ManifestWarning[] }
  | { readonly ok: false; readonly issues: readonly LocatedManifestIssue[] };

const MAX_NOTES = 100;

/**
 * Reads a PANDIUM.yaml; never throws, whatever the text, and takes bounded time.
 * @param path names the file in issues and warnings
 */
export function parseManifest(text: string | Uint8Array, path: string): ParseManifestResult {
  const decoded = decodeManifest(text);
  const position = sourcePositions(decoded.text);
  const atOffset = ({ offset, code, message }: LocatedIssue, pointer = ''): LocatedManifestIssue => ({
    file: path,
    ...position(offset),
    pointer,
    code,
    message,
  });
  if (decoded.issue !== null) return { ok: false, issues: [atOffset(decoded.issue)] };
  const yaml = readYaml(decoded.text);
  if (!yaml.ok) return { ok: false, issues: yaml.issues.map((issue) => atOffset(issue)) };
  const atPointer = ({ pointer, code, message }: ManifestIssue) =>
    atOffset({ offset: offsetOf(yaml.root, pointer), code, message }, pointer);
  const read = readManifest(yaml.root);
  if (!read.ok) return { ok: false, issues: read.issues.slice(0, MAX_NOTES).map(atPointer) };
  const warnings = [...yaml.warnings.map((warning) => atOffset(warning)), ...read.warnings.map(atPointer)];
  return { ok: true, manifest: read.manifest, warnings: warnings.slice(0, MAX_NOTES) };
}
