import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const WEB = join(ROOT, 'web');
const FOLDERS = ['api', 'form', 'hub', 'log', 'text', 'ui'];

interface Source {
  /** From `web`, such as `ui/button.tsx`. */
  readonly path: string;
  readonly text: string;
}

const all: Source[] = FOLDERS.flatMap((folder) =>
  readdirSync(join(WEB, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|css)$/.test(name))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(WEB, folder, name), 'utf8') })),
);
const code = all.filter(({ path }) => !path.endsWith('.css'));

/** What a folder may import of the others; features of the hub stand apart from one another only by their depth. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  text: [],
  ui: ['text'],
  api: ['generated'],
  log: ['api', 'text', 'ui'],
  form: ['api', 'text', 'ui'],
  hub: ['api', 'form', 'log', 'text', 'ui'],
};

/** Every import that breaks a rule, as `file: target`. */
function badImports(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const folder = path.split('/')[0] ?? '';
    return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
      .map(([, target = '']) => relative(WEB, resolve(WEB, dirname(path), target)))
      .filter((target) => ![folder, ...(MAY_IMPORT[folder] ?? [])].includes(target.split('/')[0] ?? ''))
      .map((target) => `${path}: ${target}`);
  });
}

describe('the pages, as code', () => {
  it('import downwards only, and nothing of the server', () => {
    expect(badImports(code)).to.deep.equal([]);
  });

  it('would be caught importing the server or a feature from below', () => {
    const bad = [
      { path: 'ui/button.tsx', text: "import { runsQuery } from '../hub/runs/run-queries.ts';" },
      { path: 'hub/main.tsx', text: "const domain = await import('../../src/domain/run.ts');" },
    ];
    expect(badImports(bad)).to.deep.equal([
      'ui/button.tsx: hub/runs/run-queries.ts',
      'hub/main.tsx: ../src/domain/run.ts',
    ]);
  });

  it('call the hub through the typed client alone', () => {
    const callers = code.filter(({ path, text }) => !path.startsWith('api/') && /(?<![.\w])fetch\(/.test(text));
    expect(callers.map(({ path }) => path)).to.deep.equal([]);
  });

  it('set neither HTML nor styles from text', () => {
    const setters = code.filter(({ text }) => /dangerouslySetInnerHTML|\.innerHTML|<style[\s>]|insertRule/.test(text));
    expect(setters.map(({ path }) => path)).to.deep.equal([]);
  });

  it('use each class of a style sheet, and define each that they use', () => {
    const faults: string[] = [];
    for (const sheet of all.filter(({ path }) => path.endsWith('.module.css'))) {
      const defined = new Set(
        [...sheet.text.matchAll(/\.([a-z][A-Za-z0-9]*)(?=[\s:,.[>{)])/g)].map(([, name = '']) => name),
      );
      const used = usedClasses(sheet.path);
      for (const name of defined)
        if (!used.names.has(name) && !used.isDynamic) faults.push(`${sheet.path}: .${name} is not used`);
      for (const name of used.names) if (!defined.has(name)) faults.push(`${sheet.path}: .${name} is not defined`);
    }
    expect(faults).to.deep.equal([]);
  });

  it('have the types of the committed document (npm run generate writes both)', () => {
    const digest = createHash('sha256')
      .update(readFileSync(join(ROOT, 'openapi.json')))
      .digest('hex');
    const types = readFileSync(join(WEB, 'generated', 'openapi.ts'), 'utf8');
    expect(
      types.includes(`// openapi.json: ${digest}\n`),
      'web/generated/openapi.ts is stale: npm run generate',
    ).to.equal(true);
  });
});

/** The classes of a sheet that code names; `styles[name]` may be any. */
function usedClasses(sheet: string): { names: ReadonlySet<string>; isDynamic: boolean } {
  const names = new Set<string>();
  let isDynamic = false;
  for (const { path, text } of code) {
    for (const [, variable = '', target = ''] of text.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)) {
      if (relative(WEB, resolve(WEB, dirname(path), target)) !== sheet) continue;
      const body = text.replaceAll(/^import .*$/gm, '');
      for (const [, name = ''] of body.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, 'g'))) names.add(name);
      isDynamic ||= new RegExp(`\\b${variable}\\[`).test(body);
    }
  }
  return { names, isDynamic };
}
