import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export type Encoding = 'br' | 'gzip' | 'identity';

/** One built file with its bytes in every encoding that was made at build time. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Readonly<Partial<Record<Encoding, Buffer>>>;
}

/** The built pages, in memory: a later build on disk changes nothing for who is served now. */
export interface PageFiles {
  /** By their path, such as `/assets/index-1a2b.js`. Their names hold their content's hash. */
  readonly assets: ReadonlyMap<string, PageFile>;
  readonly hub: Shell;
}

/** A page of HTML without content, by the theme that the visitor chose. */
export interface Shell {
  readonly byTheme: Readonly<Record<Theme, { readonly html: string; readonly etag: string }>>;
}

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Reads what `web/build.ts` wrote; null where it never did. */
export function readPageFiles(folder: string | null): PageFiles | null {
  if (folder === null) return null;
  const assets = new Map<string, PageFile>();
  for (const name of readdirSync(join(folder, 'assets'))) {
    const type = TYPES[extname(name)];
    if (type !== undefined) assets.set(`/assets/${name}`, readFile(join(folder, 'assets', name), type));
  }
  return { assets, hub: toShell(readFileSync(join(folder, 'index.html'), 'utf8')) };
}

function readFile(path: string, type: string): PageFile {
  return {
    type,
    bytes: {
      identity: readFileSync(path),
      ...(existsSync(`${path}.br`) && { br: readFileSync(`${path}.br`) }),
      ...(existsSync(`${path}.gz`) && { gzip: readFileSync(`${path}.gz`) }),
    },
  };
}

/** The theme is in the page before any script runs, so that nothing flashes. */
function toShell(html: string): Shell {
  const byTheme = THEMES.map((theme) => {
    const themed = theme === 'system' ? html : html.replace('<html ', `<html data-theme="${theme}" `);
    const digest = createHash('sha256').update(themed).digest('base64url').slice(0, 22);
    return [theme, { html: themed, etag: `"${digest}"` }] as const;
  });
  return { byTheme: Object.fromEntries(byTheme) as unknown as Shell['byTheme'] };
}
