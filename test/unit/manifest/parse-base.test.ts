import { expect } from 'chai';
import { parseBase } from '../../../src/domain/manifest/parse-base.ts';

const CASES: readonly (readonly [string, string, string | null])[] = [
  ['Node', 'node', null],
  ['node:20.9.0', 'node', '20.9.0'],
  ['NodeJS:24', 'node', '24'],
  ['python:3.7', 'python', '3.7'],
  ['ruby:2.6', 'ruby', '2.6'],
  ['php:8.3', 'php', '8.3'],
  ['Java:11', 'java', '11'],
  ['kotlin:2.4.10', 'kotlin', '2.4.10'],
  ['.NET:5.0', 'dotnet', '5.0'],
  ['dotnet', 'dotnet', null],
  ['golang:1.26', 'go', '1.26'],
  ['go', 'go', null],
  [' Rust : v1.97 ', 'rust', '1.97'],
  ['node:', 'node', null],
  ['js:22', 'node', '22'],
  ['python3:3.13', 'python', '3.13'],
  ['csharp:8.0', 'dotnet', '8.0'],
  ['C#:8.0', 'dotnet', '8.0'],
  ['jdk:21', 'java', '21'],
];

describe('parseBase', () => {
  for (const [text, language, version] of CASES) {
    it(`reads "${text}"`, () => {
      expect(parseBase(text)).to.deep.equal({ ok: true, base: { language, version }, warning: null });
    });
  }

  it('uses the digits of a version with more to it, with a warning', () => {
    for (const text of ['node:20.x', 'node:20-alpine', 'node:20.*', 'node:20+build.1']) {
      const result = parseBase(text);
      expect(result).to.deep.include({ ok: true, base: { language: 'node', version: '20' } });
      expect(result.ok && result.warning, text).to.contain('Only "20"');
    }
  });

  it('leaves a word for a version open, with a warning', () => {
    expect(parseBase('node:LTS')).to.deep.include({ ok: true, base: { language: 'node', version: null } });
  });

  it('refuses unknown languages and what is no version', () => {
    expect(parseBase('cobol:85')).to.deep.include({ ok: false });
    for (const text of ['', ':20', 'constructor', 'node:x', 'node:20 && rm', 'node:-1', 'node:1.2.3.4.5']) {
      expect(parseBase(text).ok, text).to.equal(false);
    }
  });
});
