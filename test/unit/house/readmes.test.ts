import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../../..');
const NOT_OURS = new Set(['node_modules', 'coverage', 'data']);

const folders = [
  ...foldersIn('.').filter((name) => !name.startsWith('.') && !NOT_OURS.has(name)),
  ...foldersIn('src/adapters').map((name) => `src/adapters/${name}`),
  ...foldersIn('src/app').map((name) => `src/app/${name}`),
];

function foldersIn(path: string): string[] {
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Files that git would leave out are no folders of ours. */
const hasFiles = (folder: string): boolean => globSync(`${folder}/**/*.{ts,tsx,mjs,md,yaml}`, { cwd: ROOT }).length > 0;

describe('each folder', () => {
  for (const folder of folders.filter(hasFiles)) {
    it(`${folder} says in its README what is in it`, () => {
      const text = readFileSync(join(ROOT, folder, 'README.md'), 'utf8');
      expect(text.trim().split('\n').length).to.be.at.least(3);
    });
  }

  for (const folder of folders.filter((name) => name.startsWith('src/'))) {
    it(`${folder} says where to begin, with a file that is there, and what it may import`, () => {
      const text = readFileSync(join(ROOT, folder, 'README.md'), 'utf8');
      expect(text.trim().split('\n').length).to.be.at.most(15);
      const begin = /^Begin at (.+)\.$/m.exec(text)?.[1] ?? '';
      const files = [...begin.matchAll(/`([\w./-]+)`/g)].map(([, file]) => file ?? '');
      expect(files).not.to.deep.equal([]);
      expect(files.filter((file) => globSync(file, { cwd: join(ROOT, folder) }).length === 0)).to.deep.equal([]);
      expect(text).to.match(/^Imports: .+\.$/m);
    });
  }

  it('uses other use cases as its README says, and as the import rules have it', () => {
    const rules = readFileSync(join(ROOT, '.dependency-cruiser.cjs'), 'utf8');
    for (const folder of foldersIn('src/app')) {
      const allowed = new RegExp(`^ {2}'?${folder}'?: \\[([^\\]]*)\\]`, 'm').exec(rules)?.[1] ?? '';
      const named = /^Imports: `index\.ts` of (.+?);/m.exec(readme(folder))?.[1] ?? '';
      expect(wordsOf(named), folder).to.deep.equal(wordsOf(allowed));
    }
  });

  const readme = (folder: string): string => readFileSync(join(ROOT, 'src/app', folder, 'README.md'), 'utf8');
  const wordsOf = (text: string): string[] => (text.match(/[\w-]+/g) ?? []).sort();
});
