import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runBuild } from '../../start/build-pages.ts';
import { builtFolder } from '../../web/built-pages.ts';

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

/** KB of compressed script. A number is raised together with a line in CHANGELOG.md that says what for. */
const BUDGET: { 'first load of the hub': number; 'one page': number } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'web', 'budget.json'), 'utf8'),
);

describe('the size of the pages', () => {
  let folder: string;
  let manifest: Manifest;
  before(async function build() {
    this.timeout(180_000);
    await runBuild();
    folder = builtFolder() ?? '';
    manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  });

  /** A chunk with all that it imports. */
  const closure = (name: string, known: Set<string> = new Set()): Set<string> => {
    const chunk = manifest[name];
    if (!chunk || known.has(chunk.file)) return known;
    known.add(chunk.file);
    for (const other of chunk.imports ?? []) closure(other, known);
    return known;
  };
  const kilobytes = (files: Iterable<string>): number =>
    [...files].reduce((sum, file) => sum + statSync(join(folder, `${file}.br`)).size, 0) / 1_000;
  const entry = (): Set<string> => closure(Object.keys(manifest).find((name) => manifest[name]?.isEntry) ?? '');

  it('of the first load is within its budget', () => {
    expect(kilobytes(entry())).to.be.within(20, BUDGET['first load of the hub']);
  });

  it('of each page beside it is within its budget', () => {
    const shared = entry();
    const pages = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry);
    const tooLarge = pages
      .map((name) => ({ name, size: kilobytes([...closure(name)].filter((file) => !shared.has(file))) }))
      .filter(({ size }) => size > BUDGET['one page']);
    expect(pages.length).to.be.at.least(20);
    expect(tooLarge).to.deep.equal([]);
  });
});
