import type { JsonObject } from './json-value.ts';
import type { UiElement } from './ui-element.ts';

export const MANIFEST_LANGUAGES = ['node', 'python', 'ruby', 'php', 'java', 'kotlin', 'dotnet', 'go', 'rust'] as const;

export type ManifestLanguage = (typeof MANIFEST_LANGUAGES)[number];

/** What the manifest requires; which installed toolchain serves it is decided elsewhere. */
export interface ManifestBase {
  readonly language: ManifestLanguage;
  /** Digits and dots (`20.9.0`), or null where the manifest leaves it open. For `kotlin` it is Kotlin's own version. */
  readonly version: string | null;
}

/** The schemas of a release that its tenants' configs and metadata are held to. */
export interface ReleaseSchemas {
  /** Normalised draft-07 schema of the configs; null where the integration has none. */
  readonly configSchema: JsonObject | null;
  readonly configUiSchema: UiElement | null;
  /** Normalised draft-07 schema of the metadata; null in 0.4. */
  readonly metadataSchema: JsonObject | null;
}

/** A PANDIUM.yaml as the hub uses it; everything in it can be stored as JSON. */
export interface Manifest extends ReleaseSchemas {
  readonly version: '0.4' | '1.0';
  readonly base: ManifestBase;
  readonly build: string | null;
  readonly run: string;
  readonly connectors: readonly string[];
  readonly metadataUiSchema: UiElement | null;
  /** The whole file as JSON, as its author wrote it. */
  readonly asWritten: JsonObject;
}

/** Something to say about a place of the manifest, before it has a line and a column. */
export interface ManifestIssue {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}
