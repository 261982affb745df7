import { MANIFEST_LANGUAGES, type ManifestBase, type ManifestLanguage } from './manifest.ts';

export type ParseBaseResult =
  | { readonly ok: true; readonly base: ManifestBase; readonly warning: string | null }
  | { readonly ok: false; readonly message: string };

const ALIASES: ReadonlyMap<string, ManifestLanguage> = new Map([
  ...MANIFEST_LANGUAGES.map((language) => [language, language] as const),
  ['nodejs', 'node'],
  ['.net', 'dotnet'],
  ['js', 'node'],
  ['javascript', 'node'],
  ['typescript', 'node'],
  ['python3', 'python'],
  ['py', 'python'],
  ['csharp', 'dotnet'],
  ['c#', 'dotnet'],
  ['net', 'dotnet'],
  ['golang', 'go'],
  ['jdk', 'java'],
  ['openjdk', 'java'],
  ['rb', 'ruby'],
]);

const VERSION = /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(.*)$/i;

/** Reads `<language>[:<version>]`, whatever its case; it doesn't know which versions are installed. */
export function parseBase(text: string): ParseBaseResult {
  const colonAt = text.indexOf(':');
  const name = (colonAt < 0 ? text : text.slice(0, colonAt)).trim();
  const version = colonAt < 0 ? '' : text.slice(colonAt + 1).trim();
  const language = ALIASES.get(name.toLowerCase());
  if (language === undefined) return { ok: false, message: `The base "${name.slice(0, 40)}" is unknown. ${CHOICES}` };
  if (version === '') return { ok: true, base: { language, version: null }, warning: null };
  return parseVersion(language, version);
}

const CHOICES = 'Use one of node, python, ruby, php, java, kotlin, .NET, golang or rust, e.g. "node:22".';

function parseVersion(language: ManifestLanguage, version: string): ParseBaseResult {
  if (/^(latest|lts|stable)$/i.test(version)) {
    const warning = `"${version}" is not a version, so the hub chooses one; name a version such as "20.9.0".`;
    return { ok: true, base: { language, version: null }, warning };
  }
  const match = VERSION.exec(version);
  const [, digits = '', rest = ''] = match ?? [];
  if (match === null || !/^(\.[x*])?([-+][\w.+-]*)?$/i.test(rest)) {
    return { ok: false, message: `"${version.slice(0, 40)}" is not a version. Write digits and dots, e.g. "20.9.0".` };
  }
  const warning = rest === '' ? null : `Only "${digits}" of the version "${version.slice(0, 40)}" is used.`;
  return { ok: true, base: { language, version: digits }, warning };
}
