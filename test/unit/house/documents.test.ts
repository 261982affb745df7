import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDERS = 'activities|api|bench|docs|examples|migrations|src|start|test|web|worker|workflows';

const documents = globSync('{*.md,docs/**/*.md,*/README.md,src/**/README.md,examples/**/*.md}', {
  cwd: ROOT,
  exclude: ['node_modules', 'CHANGELOG.md'],
});
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What the documents say, by the document: each match of the pattern's first group. */
function said(pattern: RegExp): [document: string, text: string][] {
  return documents.flatMap((document) =>
    [...read(document).matchAll(pattern)].map(([, text]): [string, string] => [document, text ?? '']),
  );
}

/** The default of each setting that is a number, as the configuration reads it. */
const defaults = new Map(
  [...read('src/config/load-config.ts').matchAll(/read\.\w+\('(\w+)', ([\d_]+)[,)]/g)].map(([, name, value]) => [
    name ?? '',
    Number((value ?? '').replaceAll('_', '')),
  ]),
);

describe('what the documents say', () => {
  it('of files and folders is there', () => {
    const paths = said(new RegExp(`\`((?:${FOLDERS})/[\\w./-]+)\``, 'g')).filter(
      ([, path]) => !path.includes('NNNN') && !path.startsWith('web/dist'),
    );
    expect(paths.length).to.be.greaterThan(50);
    expect(paths.filter(([, path]) => !existsSync(join(ROOT, path)))).to.deep.equal([]);
  });

  it('of commands is a script of package.json, or a file', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const run = said(/npm run ([a-z][\w:-]*)/g);
    expect(run.length).to.be.greaterThan(4);
    expect(run.filter(([, name]) => !(name in scripts))).to.deep.equal([]);
    const files = said(/(?:node|npx mocha|tsx?) ((?:test|bench|start|web|examples)\/[\w./-]+)/g);
    expect(files.length).to.be.greaterThan(2);
    expect(files.filter(([, file]) => !existsSync(join(ROOT, file)))).to.deep.equal([]);
  });

  it('of settings is read by the product, its examples or its tests', () => {
    const sources = globSync('{src/config,start,examples,test}/**/*.ts', { cwd: ROOT }).map(read).join('\n');
    const named = said(/`((?:HUBWRIGHT|TEMPORAL)_[A-Z_]+)[`=]/g).filter(([document]) => !document.startsWith('bench/'));
    expect(named.length).to.be.greaterThan(30);
    expect(named.filter(([, name]) => !sources.includes(name))).to.deep.equal([]);
  });

  it('of numbers of settings is their default', () => {
    const numbers = said(/`(HUBWRIGHT_[A-Z_]+` \([\d,]+)/g).map(([document, text]): [string, string, number] => {
      const [name = '', value = ''] = text.split('` (');
      return [document, name, Number(value.replaceAll(',', ''))];
    });
    expect(numbers.length).to.be.greaterThan(3);
    expect(numbers.filter(([, name, value]) => defaults.get(name) !== value)).to.deep.equal([]);
    const table = [...read('docs/operate.md').matchAll(/^\| `(HUBWRIGHT_[A-Z_]+)`\s*\| (\d[\d,]*)\s*\|/gm)];
    expect(table.length).to.be.greaterThan(5);
    const wrong = table.filter(
      ([, name, value]) => defaults.get(name ?? '') !== Number((value ?? '').replaceAll(',', '')),
    );
    expect(wrong.map(([row]) => row)).to.deep.equal([]);
  });

  it('of endpoints is in the OpenAPI document', () => {
    const { paths } = JSON.parse(read('openapi.json')) as { paths: Record<string, Record<string, unknown>> };
    const shapes = new Set(
      Object.entries(paths).flatMap(([path, operations]) =>
        Object.keys(operations).map((method) => `${method.toUpperCase()} ${shapeOf(path)}`),
      ),
    );
    const named = said(/`((?:GET|POST|PATCH|PUT|DELETE) \/v2\/[\w/{}.-]+)[`?]/g);
    expect(named.length).to.be.greaterThan(20);
    const unknown = named.filter(([, text]) => {
      const [method, path = ''] = text.split(' ');
      return !shapes.has(`${method} ${shapeOf(path)}`);
    });
    expect(unknown).to.deep.equal([]);
  });
});

/** A path whose parameters have no names. */
function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}');
}
