import { readFileSync } from 'node:fs';
import { expect } from 'chai';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** Read by the starter, which hands no trace of it to the hub. */
const OF_THE_STARTER = 'HUBWRIGHT_BOOTSTRAP_API_KEY';

describe('docs/operate.md', () => {
  it('names every setting that there is, and no other', () => {
    const known = [
      ...(read('src/config/load-config.ts') + read('src/config/read-container.ts')).matchAll(
        /'((?:HUBWRIGHT|TEMPORAL|DATABASE)_[A-Z_]+)'/g,
      ),
    ];
    const named = [...read('docs/operate.md').matchAll(/`((?:HUBWRIGHT|TEMPORAL|DATABASE)_[A-Z_]+)`/g)];
    const names = (matches: RegExpMatchArray[]): string[] => [...new Set(matches.map(([, name]) => name ?? ''))];
    expect(names(named)).to.have.members([...names(known), OF_THE_STARTER]);
  });
});
