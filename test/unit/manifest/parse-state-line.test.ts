import { expect } from 'chai';
import fc from 'fast-check';
import { mergeMetadata } from '../../../src/domain/manifest/merge-metadata.ts';
import { parseStateLine } from '../../../src/domain/runs/parse-state-line.ts';

describe('parseStateLine', () => {
  it('reads the last non-empty line', () => {
    const expected = { line: '{"a":[1]}', state: { a: [1] }, reason: null };
    for (const text of [
      '{"a":[1]}',
      'x\n{"a":[1]}\n',
      '{"b":1}\r\n {"a":[1]} \r\n\r\n',
      'x\r{"a":[1]}',
      '\n\n{"a":[1]}\n \t\n',
    ]) {
      expect(parseStateLine(text), JSON.stringify(text)).to.deep.equal(expected);
    }
  });

  it('finds no state where nothing was printed', () => {
    for (const text of ['', '\n', ' \r\n\t\n']) {
      expect(parseStateLine(text)).to.deep.equal({ line: null, state: null, reason: 'empty' });
    }
  });

  it('finds no state in other text or other JSON', () => {
    expect(parseStateLine('{"a":1}\ndone')).to.deep.equal({ line: 'done', state: null, reason: 'not_json' });
    for (const line of ['[1]', '"a"', 'null', '5']) {
      expect(parseStateLine(line)).to.deep.equal({ line, state: null, reason: 'not_an_object' });
    }
  });

  it('says that the line was longer than what is kept', () => {
    expect(parseStateLine('rest of a line"}', true).reason).to.equal('line_too_long');
    expect(parseStateLine('rest of a line\n{}', true).reason).to.equal(null);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, isCut) => void parseStateLine(text, isCut)),
    );
  });
});

describe('mergeMetadata', () => {
  it('replaces each printed key whole and keeps the others', () => {
    const metadata = { a: { x: 1 }, b: 2 };
    expect(mergeMetadata(metadata, { a: { y: 1 }, c: null })).to.deep.equal({ a: { y: 1 }, b: 2, c: null });
    expect(metadata).to.deep.equal({ a: { x: 1 }, b: 2 });
  });

  it('reaches no prototype', () => {
    const merged = mergeMetadata({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(Object.hasOwn(merged, '__proto__')).to.equal(true);
    expect((merged as { polluted?: boolean }).polluted).to.equal(undefined);
  });
});
