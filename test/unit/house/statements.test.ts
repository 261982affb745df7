import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../../..');
const PRODUCT = '{api,worker,workflows,activities,src}/**/*.ts';

/** Returns the files among these that run SQL outside the home of statements. */
function withStatements(files: readonly (readonly [file: string, text: string])[]): string[] {
  return files
    .filter(([file, text]) => !file.startsWith('src/db/') && /\.query(<[^(]*>)?\(/.test(text))
    .map(([file]) => file);
}

describe('statements', () => {
  it('have one home: nothing outside src/db runs SQL', () => {
    const files = globSync(PRODUCT, { cwd: ROOT });
    expect(files).to.have.length.greaterThan(500);
    expect(withStatements(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]))).to.deep.equal([]);
  });

  it('are found where they stand elsewhere', () => {
    const planted = [
      ['src/app/runs/planted.ts', 'await sql.query(`select 1`);'],
      ['api/planted.ts', 'const rows = await deps.db.query<{ id: number }>(FIND);'],
      ['src/db/stores/runs/run-store.ts', 'await sql.query(FIND_RUN, [id]);'],
    ] as const;
    expect(withStatements(planted)).to.deep.equal(['src/app/runs/planted.ts', 'api/planted.ts']);
  });
});
