import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const FOLDER = join(import.meta.dirname, '../../../src/domain');

/** Also counts a file that no other test loads as uncovered. */
describe('every module of the domain', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

  for (const file of files) {
    it(`${file} loads by itself and has named exports only`, async () => {
      const module = (await import(join(FOLDER, file))) as object;
      expect(module).not.to.have.property('default');
    });
  }
});
