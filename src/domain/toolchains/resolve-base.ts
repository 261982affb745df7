import type { ManifestBase, ManifestLanguage } from '../manifest/manifest.ts';
import { beginsWith, compareVersions, parseToolVersion } from './tool-version.ts';

/** A toolchain that a worker offers. Kotlin has none of its own: the java one serves it. */
export interface InstalledVersion {
  readonly language: ToolchainLanguage;
  readonly version: string;
}

export type ToolchainLanguage = Exclude<ManifestLanguage, 'kotlin'>;

export type ResolveBaseResult<Installed extends InstalledVersion> =
  | { readonly ok: true; readonly toolchain: Installed; readonly warning: string | null }
  | { readonly ok: false; readonly message: string };

/**
 * Chooses the toolchain for a manifest's base: the exact version (or the newest that begins with the numbers given), else
 * the nearest with the same major, else the nearest newer major with a warning; no version asked for = the newest.
 */
export function resolveBase<Installed extends InstalledVersion>(
  base: ManifestBase,
  installed: readonly Installed[],
): ResolveBaseResult<Installed> {
  const language = toolchainLanguage(base.language);
  const candidates = installed
    .filter((toolchain) => toolchain.language === language)
    .map((toolchain) => ({ toolchain, numbers: parseToolVersion(toolchain.version) }))
    .sort((left, right) => compareVersions(right.numbers, left.numbers));
  const wanted = wantedNumbers(base);
  const found =
    candidates.find(({ numbers }) => beginsWith(numbers, wanted)) ??
    nearest(
      candidates.filter(({ numbers }) => numbers[0] === wanted[0]),
      wanted,
    );
  if (found) return { ok: true, toolchain: found.toolchain, warning: null };
  const newer = candidates.filter(({ numbers }) => compareVersions(numbers, wanted) > 0).at(-1);
  const sameMajorAsNewer = candidates.filter(({ numbers }) => newer && numbers[0] === newer.numbers[0])[0];
  if (sameMajorAsNewer) {
    return {
      ok: true,
      toolchain: sameMajorAsNewer.toolchain,
      warning: newerMajorWarning(base, sameMajorAsNewer.toolchain),
    };
  }
  return { ok: false, message: missingMessage(base, installed) };
}

/** Kotlin's compiler and build tools are programs of the JVM. */
function toolchainLanguage(language: ManifestLanguage): ToolchainLanguage {
  return language === 'kotlin' ? 'java' : language;
}

interface Candidate<Installed> {
  readonly toolchain: Installed;
  readonly numbers: readonly number[];
}

/** The smallest version above the one wanted, else the largest below it; `candidates` come newest first. */
function nearest<Installed>(
  candidates: readonly Candidate<Installed>[],
  wanted: readonly number[],
): Candidate<Installed> | undefined {
  const above = candidates.filter(({ numbers }) => compareVersions(numbers, wanted) > 0);
  return above.at(-1) ?? candidates[0];
}

/** Kotlin's version says nothing about Java's; Java 8 and older call themselves 1.8. */
function wantedNumbers(base: ManifestBase): readonly number[] {
  if (base.language === 'kotlin' || base.version === null) return [];
  const numbers = parseToolVersion(base.version);
  return base.language === 'java' && numbers[0] === 1 && numbers.length > 1 ? numbers.slice(1) : numbers;
}

function newerMajorWarning(base: ManifestBase, toolchain: InstalledVersion): string {
  return `${base.language} ${base.version} is not installed here and nothing of that major version is: ${toolchain.language} ${toolchain.version} is used instead.`;
}

function missingMessage(base: ManifestBase, installed: readonly InstalledVersion[]): string {
  const wanted = base.version === null ? base.language : `${base.language} ${base.version}`;
  const available = installed.map(({ language, version }) => `${language} ${version}`).sort();
  const list = available.length === 0 ? 'nothing' : available.join(', ');
  return `No toolchain for ${wanted} is installed on this worker. Available: ${list}.`;
}
