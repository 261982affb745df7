import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { makeTestFolder } from '../../support/test-folder.ts';

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string };
}

const ROOT = join(import.meta.dirname, '../../..');

const lines = (count: number): string => Array.from({ length: count }, (_, at) => `  list.push(${at});`).join('\n');

/** File, text, and the rule that it breaks; null for one that breaks none. */
const PLANTS: readonly (readonly [file: string, text: string, rule: string | null])[] = [
  ['src/adapters/git/environment.ts', 'export const home = process.env.HOME;\n', 'lint/style/noProcessEnv'],
  ['src/config/environment.ts', 'export const home = process.env.HOME;\n', null],
  [
    'workflows/value.ts',
    "import { createActivities } from '../activities/index.ts';\n\nexport const all = createActivities;\n",
    'lint/style/noRestrictedImports',
  ],
  [
    'workflows/type.ts',
    "import type { Activities } from '../activities/index.ts';\n\nexport type All = Activities;\n",
    null,
  ],
  [
    'src/adapters/git/long-function.ts',
    `export function long(list: number[]): void {\n${lines(51)}\n}\n`,
    'lint/complexity/noExcessiveLinesPerFunction',
  ],
  ['src/adapters/git/short-function.ts', `export function short(list: number[]): void {\n${lines(40)}\n}\n`, null],
  ['src/adapters/git/long-file.ts', `${'export {};\n'.repeat(301)}`, 'lint/style/noExcessiveLinesPerFile'],
  ['src/adapters/git/default.ts', 'export default 1;\n', 'lint/style/noDefaultExport'],
  ['src/adapters/git/console.ts', "console.log('hello');\n", 'lint/suspicious/noConsole'],
  ['src/adapters/git/any.ts', 'export const value = 1 as any;\n', 'lint/suspicious/noExplicitAny'],
];

describe('the lint', () => {
  let diagnostics: readonly Diagnostic[] = [];

  before(async () => {
    const folder = makeTestFolder('lint-rules');
    copyFileSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const [file, text] of PLANTS) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    diagnostics = await lint(folder);
  });

  for (const [file, , rule] of PLANTS) {
    it(rule === null ? `lets ${file} pass` : `refuses ${file}: ${rule}`, () => {
      const found = diagnostics.filter(({ location }) => location.path === file).map(({ category }) => category);
      if (rule === null) expect(found).to.deep.equal([]);
      else expect(found).to.include(rule);
    });
  }
});

async function lint(folder: string): Promise<readonly Diagnostic[]> {
  const program = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [program, 'lint', '--reporter=json', '--max-diagnostics=200', 'src', 'workflows'];
  const run = promisify(execFile)(process.execPath, args, { cwd: folder });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return (JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }).diagnostics;
}
