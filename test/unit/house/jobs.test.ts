import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../../..');

/** Files named `…-jobs` say which process runs which. */
const files = globSync('worker/jobs/*.ts', { cwd: ROOT }).filter((file) => !/(background-job|-jobs)\.ts$/.test(file));
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('background jobs', () => {
  it('have the name of their file, and are in the table of docs/operate.md', () => {
    expect(files.length).to.be.greaterThan(15);
    const page = textOf('docs/operate.md');
    const table = page.slice(page.indexOf('## Background jobs'), page.indexOf('## Settings'));
    for (const file of files) {
      const name = basename(file, '.ts');
      expect(textOf(file), file).to.contain(`name: '${name}',`);
      expect(table, name).to.contain(`\`${name}\``);
    }
  });

  it('are the only timers of the worker and the API alone', () => {
    const edges = globSync(['worker/**/*.ts', 'api/{main,start-api}.ts', 'start/hub.ts'], { cwd: ROOT });
    expect(edges.filter((file) => /\bsetInterval\(/.test(textOf(file)))).to.deep.equal([]);
  });
});
