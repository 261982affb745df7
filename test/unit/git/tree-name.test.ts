import { expect } from 'chai';
import { treeNameIssue } from '../../../src/adapters/git/tree-name.ts';

const issue = (name: string | Buffer): string | null => treeNameIssue(Buffer.isBuffer(name) ? name : Buffer.from(name));

describe('names in a tree', () => {
  for (const name of [
    'a',
    '.gitignore',
    '.github',
    '.gitmodules',
    'git',
    'a b',
    'dev-disk-by\\x2dlabel.service',
    'ü',
    '-x',
    '...',
  ]) {
    it(`accepts ${name}`, () => expect(issue(name)).to.equal(null));
  }

  it('accepts bytes that are no UTF-8', () => expect(issue(Buffer.from([0xff, 0xfe, 0x61]))).to.equal(null));

  for (const name of [
    '',
    '.',
    '..',
    'a/b',
    '/a',
    '.git',
    '.GIT',
    '.Git',
    '.git.',
    '.git ',
    '.git. .',
    '.git::$INDEX_ALLOCATION',
    'git~1',
    'GIT~12',
    '.g\u200cit',
    '\ufeff.git',
    'a\\..\\b',
    '.git\\hooks',
  ]) {
    it(`refuses ${JSON.stringify(name)}`, () => expect(issue(name)).to.be.a('string'));
  }

  it('refuses names of more than 255 bytes', () => expect(issue('é'.repeat(128))).to.match(/255 bytes/));
});
