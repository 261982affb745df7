import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { dispatcherLock, LOCKS } from '../../../src/db/locks.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('advisory locks', () => {
  it('have their keys in src/db/locks.ts alone', () => {
    const files = globSync('{api,worker,activities,src,start}/**/*.ts', { cwd: ROOT });
    const literal = files.filter((file) => /advisory\w*lock\w*\((?!\$\{)/.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(files.length).to.be.greaterThan(100);
    expect(literal).to.deep.equal([]);
  });

  it('have different keys', () => {
    const keys = [...Object.values(LOCKS), ...[0, 1, 2, 3].map(dispatcherLock)];
    expect(new Set(keys).size).to.equal(keys.length);
  });
});
