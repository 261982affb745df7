export interface SubmoduleEntry {
  readonly path: string;
  readonly url: string;
}

/** The entries of a `.gitmodules` that have a path and an address. */
export function parseSubmodules(text: string): readonly SubmoduleEntry[] {
  const sections = text.split(/^\s*\[/m).slice(1);
  return sections.flatMap((section) => {
    const path = settingOf(section, 'path');
    const url = settingOf(section, 'url');
    return /^submodule\b/i.test(section) && path !== null && url !== null ? [{ path, url }] : [];
  });
}

function settingOf(section: string, name: string): string | null {
  const value = new RegExp(`^\\s*${name}\\s*=\\s*(.*?)\\s*$`, 'im').exec(section)?.[1] ?? '';
  const plain = value.replace(/^"(.*)"$/, '$1');
  return plain === '' ? null : plain;
}

/** The address of a submodule; `./` and `../` count from the address of the repository that names it. */
export function resolveSubmoduleUrl(url: string, repositoryUrl: string): string {
  if (!/^\.\.?\//.test(url)) return url;
  const base = `${repositoryUrl.replace(/\/+$/, '')}/`;
  return URL.canParse(url, base) ? new URL(url, base).href : url;
}
