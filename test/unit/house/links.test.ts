import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../../..');

describe('the documents', () => {
  for (const file of globSync('{*.md,docs/**/*.md,examples/**/*.md}', { cwd: ROOT, exclude: ['node_modules'] })) {
    it(`${file} links to what there is`, () => {
      const links = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)];
      const missing = links
        .map(([, path]) => path ?? '')
        .filter((path) => !existsSync(join(ROOT, dirname(file), path)));
      expect(missing).to.deep.equal([]);
    });
  }
});
