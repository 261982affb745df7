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
 * Chooses the toolchain for a manifest's base: the newest that begins with the numbers given, else the next newer one of the same major,
 * else of the nearest newer major, else the newest older one of the same major. Any other version than the requested one comes with a
 * warning. No version requested = the newest.
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
  const exact = candidates.find(({ numbers }) => beginsWith(numbers, wanted));
  if (exact) return { ok: true, toolchain: exact.toolchain, warning: kotlinWarning(base, exact.toolchain) };
  const sameMajor = candidates.filter(({ numbers }) => numbers[0] === wanted[0]);
  const newer = candidates.filter(({ numbers }) => compareVersions(numbers, wanted) > 0).at(-1);
  const found =
    sameMajor.filter(({ numbers }) => compareVersions(numbers, wanted) > 0).at(-1) ??
    candidates.find(({ numbers }) => newer !== undefined && numbers[0] === newer.numbers[0]) ??
    sameMajor[0];
  if (found === undefined) return { ok: false, message: missingMessage(base, installed) };
  return { ok: true, toolchain: found.toolchain, warning: otherVersionWarning(base, found.toolchain) };
}

/** Kotlin's compiler and build tools are programs of the JVM. */
function toolchainLanguage(language: ManifestLanguage): ToolchainLanguage {
  return language === 'kotlin' ? 'java' : language;
}

/** Kotlin's version says nothing about Java's; Java 8 and older call themselves 1.8. */
function wantedNumbers(base: ManifestBase): readonly number[] {
  if (base.language === 'kotlin' || base.version === null) return [];
  const numbers = parseToolVersion(base.version);
  return base.language === 'java' && numbers[0] === 1 && numbers.length > 1 ? numbers.slice(1) : numbers;
}

function otherVersionWarning(base: ManifestBase, toolchain: InstalledVersion): string {
  return `${base.language} ${base.version} is not available here: ${toolchain.language} ${toolchain.version} is used instead. ${HOW_TO_ADD[toolchain.language]}`;
}

/** The hub has one compiler of Kotlin at most, and build tools bring their own. */
function kotlinWarning({ language, version }: ManifestBase, toolchain: InstalledVersion): string | null {
  if (language !== 'kotlin' || version === null) return null;
  return `The hub does not choose versions of Kotlin: ${toolchain.language} ${toolchain.version} is used, and the build tool brings the compiler.`;
}

function missingMessage(base: ManifestBase, installed: readonly InstalledVersion[]): string {
  const wanted = base.version === null ? base.language : `${base.language} ${base.version}`;
  const available = installed.map(({ language, version }) => `${language} ${version}`).sort();
  const list = available.length === 0 ? 'nothing' : available.join(', ');
  const how = HOW_TO_ADD[toolchainLanguage(base.language)];
  return `No toolchain for ${wanted} is installed on this worker. ${how} Available: ${list}.`;
}

const FOUND_LATER = "on the worker's machine; it is found without a restart.";

const HOW_TO_ADD: Readonly<Record<ToolchainLanguage, string>> = {
  node: 'Versions of Node are fetched by npm where builds reach its registry (HUBWRIGHT_BUILD_MIRRORS).',
  python: `To add one, install it with pyenv or from packages (python3) ${FOUND_LATER}`,
  ruby: `To add one, install it with rbenv or from packages (ruby, bundler) ${FOUND_LATER}`,
  php: `To add one, install it from packages (php-cli, composer) ${FOUND_LATER}`,
  java: `To add one, install a JDK with SDKMAN or from packages (openjdk, maven) ${FOUND_LATER}`,
  dotnet: `To add one, install its SDK to /usr/share/dotnet or ~/.dotnet ${FOUND_LATER}`,
  go: `Versions of Go are fetched by Go where builds reach GOPROXY; else install it to /usr/local/go or ~/sdk ${FOUND_LATER}`,
  rust: `To add one, install it with rustup ${FOUND_LATER}`,
};
