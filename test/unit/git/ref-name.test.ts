import { expect } from 'chai';
import { checkRef } from '../../../src/adapters/git/ref-name.ts';
import { AppError } from '../../../src/errors/app-error.ts';

const messageFor = (kind: 'branch' | 'tag' | 'commit', name: string): string => {
  try {
    checkRef({ kind, name });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).to.equal('invalid_input');
    return error.message;
  }
};

describe('ref names', () => {
  for (const name of ['main', 'release/1.0', 'feature/ümlaut', 'v1.2.3', 'a@b', 'refs/heads/x']) {
    it(`accepts ${name}`, () => expect(messageFor('branch', name)).to.equal('accepted'));
  }

  for (const name of ['', '-x', '--upload-pack=touch', 'a..b', 'a b', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[', 'a\\b']) {
    it(`refuses ${JSON.stringify(name)}`, () => expect(messageFor('branch', name)).to.match(/must not/));
  }

  for (const name of [
    'a\nb',
    'a\0b',
    'a\u007f',
    '@',
    'a@{1}',
    '/a',
    'a/',
    'a//b',
    '.a',
    'a/.b',
    'a.lock',
    'a.',
    'a.lock/b',
  ]) {
    it(`refuses ${JSON.stringify(name)}`, () => expect(messageFor('tag', name)).to.match(/must not/));
  }

  it('refuses names of more than 255 characters', () => {
    expect(messageFor('branch', 'a'.repeat(255))).to.equal('accepted');
    expect(messageFor('branch', 'a'.repeat(256))).to.match(/longer than 255/);
  });

  it('accepts nothing but a full SHA as a commit', () => {
    expect(messageFor('commit', 'a'.repeat(40))).to.equal('accepted');
    for (const name of ['main', 'a'.repeat(39), 'A'.repeat(40), `-${'a'.repeat(39)}`, `${'a'.repeat(40)}\n`]) {
      expect(messageFor('commit', name), name).to.match(/40 hexadecimal digits/);
    }
  });
});
